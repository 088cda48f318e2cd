"""`python -m dunwell`: the command line, for where no script is installed."""

from dunwell.cli import main

if __name__ == "__main__":
    main()
