"""`python -m zipingbiao`."""

from zipingbiao.cli import main

if __name__ == "__main__":
    main(prog_name="zipingbiao")
