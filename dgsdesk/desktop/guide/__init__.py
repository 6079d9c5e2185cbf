"""« Guide »: the chapters that come with the program, searched offline; the one of the page in front."""
