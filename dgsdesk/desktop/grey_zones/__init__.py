"""The page of grey zones: the register, and one case with its matrix, options, solution and history."""
