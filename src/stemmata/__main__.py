"""`python -m stemmata`."""

from stemmata.cli import main

main()
