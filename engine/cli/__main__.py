"""`python -m engine.cli` is `hjemmel`."""

from engine.cli.app import main

if __name__ == "__main__":
    main()
