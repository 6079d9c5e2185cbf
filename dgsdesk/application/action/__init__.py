"""Actions and the roadmap: what was promised, and what elected members ask for (product § 3.12, § 3.15)."""
