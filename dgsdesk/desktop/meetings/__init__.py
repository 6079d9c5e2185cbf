"""The page of meetings: the list, the head with its six steps, a room for each step with its pane."""
