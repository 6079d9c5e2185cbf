"""The design language: colour roles, type scale, sizes, icons, style, and the switching among themes."""
