"""The window: rail, menus, pages, actions, runner, hub, messages."""
