"""The page of the host rota: timeline, fairness, « Pourquoi nous ? », swaps, blackouts, the past."""
