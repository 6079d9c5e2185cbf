"""The window: shell, pages, panels, models, theme, runner."""
