"""The host rota: who hosts which meeting, as a pure function from a problem to a plan."""
