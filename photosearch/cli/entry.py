"""Where the program begins: as the window, as one of its services, or as the command line."""

import sys

SERVICE_OPTION = "--service"


def main() -> None:
    """Run what the arguments ask for.

    The window and its services must be up at once: what only the command line needs is not imported for them.
    """
    from photosearch.errors import UsageError

    try:
        if sys.argv[1:2] == [SERVICE_OPTION]:
            from photosearch.services.starting import run_service

            run_service(sys.argv[2:])
            return
        from photosearch.cli.window import open_window, window_request

        if (request := window_request(sys.argv[1:])) is not None:
            sys.exit(open_window(request))
    except UsageError as error:
        from photosearch.cli.lines import remark

        remark(f"photosearch: {error}")
        sys.exit(2)
    from photosearch.cli import program

    program.main()
