"""The page of subjects: raised themes and shared subjects; the quick note that any page opens with F8."""
