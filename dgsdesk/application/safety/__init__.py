"""Nothing is lost: checks, copies, restoring, everything in open formats, handing over to archives."""
