"""The page of meetings: the list, the head with its six steps, one pane per step."""
