"""The runners by name."""

from __future__ import annotations

from zipingbiao.batch.runners import Run
from zipingbiao.errors import UsageError

ENGINES = ("serial", "processes", "ray")


def runner(engine: str) -> Run:
    """The runner of this name; what it needs is imported now.

    Raises:
        UsageError: there is none, or what it needs is not installed.
    """
    if engine == "serial":
        from zipingbiao.batch.runners import serial

        return serial.run
    if engine == "processes":
        from zipingbiao.batch.runners import processes

        return processes.run
    if engine == "ray":
        try:
            import ray  # noqa: F401
        except ImportError as error:
            raise UsageError(
                "the engine ray is missing: pip install 'zipingbiao[ray]'",
                "未安装 ray：pip install 'zipingbiao[ray]'",
            ) from error
        from zipingbiao.batch.runners import cluster

        return cluster.run
    known = ", ".join(ENGINES)
    raise UsageError(
        f"no engine {engine!r}: give {known}", f"没有 {engine!r} 这种运行方式，请指定 {known}"
    )
