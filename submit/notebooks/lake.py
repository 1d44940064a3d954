"""The lake's tables in a notebook started by `lake notebook`.

    lake.tables()                what is published: table to version
    lake.delta("tracks")         deltalake, at the published version; also "distrokid.bank_details" (staging), "ops/ledger"
    lake.arrow(name), lake.polars(name), lake.duckdb("tracks", "artists"), lake.spark(), lake.frame(name)
    lake.save("name", rows)      writes a table of yours to the sandbox; lake.delta("sandbox/name") reads it

Curated tables are read at the last publication, so that several of them fit together. Keys are those of the notebook
role: it reads staging, curated and the lake's own tables without the text of quarantined rows, and writes the sandbox.
"""
import atexit
import functools
import os
import re

import deltalake

ZONES = ("staging", "curated", "ops", "sandbox")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def _zone(zone):
    return os.environ[f"{zone.upper()}_ZONE"].rstrip("/")


def _remote():
    return any(_zone(zone).startswith("s3a://") for zone in ZONES)


def _place(name):
    """The address of a table: TABLE, SOURCE.DATASET, ops/TABLE or sandbox/TABLE."""
    zone, _, table = name.rpartition("/")
    if zone == "ops":
        return f"{_zone('ops')}/tables/{table}"
    if zone == "sandbox":
        return f"{_zone('sandbox')}/{table}"
    if "." in name:
        return f"{_zone('staging')}/{name.replace('.', '/')}"
    return f"{_zone('curated')}/{name}"


def _address(name):
    """As readers other than Spark want it."""
    return _place(name).replace("s3a://", "s3://")


def _options():
    if not _remote():
        return None
    names = ("AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
    options = {name: os.environ[name] for name in names if os.environ.get(name)}
    endpoint = options.get("AWS_ENDPOINT_URL", "")
    return options | {"AWS_ALLOW_HTTP": str(endpoint.startswith("http://")).lower(), "aws_conditional_put": "etag"}


@functools.cache
def tables():
    """Table to version of the last publication."""
    rows = deltalake.DeltaTable(_address("ops/publications"), storage_options=_options()).to_pyarrow_table().to_pylist()
    last = max((row["at"] for row in rows), default=None)
    return {row["table_id"]: row["version"] for row in sorted(rows, key=lambda r: r["table_id"]) if row["at"] == last}


def exists(name):
    """Whether there is such a table."""
    return deltalake.DeltaTable.is_deltatable(_address(name), storage_options=_options())


def delta(name):
    """The table as deltalake has it."""
    return deltalake.DeltaTable(_address(name), version=tables().get(name), storage_options=_options())


def arrow(name):
    """The whole table in memory, decimals exact."""
    return delta(name).to_pyarrow_table()


def polars(name):
    """The whole table as a Polars frame."""
    import polars as frames

    return frames.from_arrow(arrow(name))


def duckdb(*names):
    """A DuckDB connection with the named tables; without names, with every published one."""
    import duckdb as database

    connection = database.connect()
    for name in names or tables():
        connection.register(name.replace(".", "_").replace("/", "_"), delta(name).to_pyarrow_dataset())
    return connection


@functools.cache
def spark():
    """A Spark session on the lake's own jars, on this machine or on the cluster of LAKE_MASTER."""
    from pyspark.sql import SparkSession

    master = os.environ.get("LAKE_MASTER", "local[*]")
    builder = SparkSession.builder.appName("notebook").master(master).config("spark.ui.showConsoleProgress", "false")
    builder = builder.config("spark.sql.warehouse.dir", os.path.join(os.environ["LAKE_NOTEBOOK_HOME"], "spark-warehouse"))
    log = os.path.join(os.environ["LAKE_NOTEBOOK_HOME"], "log")
    options = f"-Dlogback.configurationFile=logback.xml -Dlake.log.folder={log} -Duser.timezone=UTC"
    builder = builder.config("spark.driver.extraJavaOptions", options)
    builder = builder.config("spark.delta.logStore.s3a.impl", "com.bedrot.lake.jobs.table.ConditionalLogStore")
    if master.startswith("local"):
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    session = builder.getOrCreate()
    atexit.register(session.stop)
    # not among the builder's settings: those become words of a command line
    hadoop = session.sparkContext._jsc.hadoopConfiguration()
    for key, value in _s3a().items():
        hadoop.set(f"fs.s3a.{key}", value)
    return session


def _s3a():
    if not _remote():
        return {}
    endpoint = os.environ.get("AWS_ENDPOINT_URL", "")
    settings = {"endpoint": endpoint, "endpoint.region": os.environ.get("AWS_REGION", ""),
                "access.key": os.environ["AWS_ACCESS_KEY_ID"], "secret.key": os.environ["AWS_SECRET_ACCESS_KEY"],
                "aws.credentials.provider": "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
                "path.style.access": os.environ.get("LAKE_STORE_PATH_STYLE", "true"), "change.detection.mode": "none"}
    if endpoint:
        settings["connection.ssl.enabled"] = str(endpoint.startswith("https://")).lower()
    return {key: value for key, value in settings.items() if value}


def frame(name):
    """The table as a Spark frame, at the published version."""
    reader = spark().read.format("delta")
    version = tables().get(name)
    if version is not None:
        reader = reader.option("versionAsOf", version)
    return reader.load(_place(name))


def save(name, rows):
    """Writes Arrow, Polars or DuckDB rows as the sandbox table of that name, replacing what it held; returns its address."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r}: a table of the sandbox is named with a-z, 0-9 and _")
    if hasattr(rows, "to_arrow_table"):
        rows = rows.to_arrow_table()
    elif hasattr(rows, "to_arrow"):
        rows = rows.to_arrow()
    place = _address(f"sandbox/{name}")
    deltalake.write_deltalake(place, rows, mode="overwrite", schema_mode="overwrite", storage_options=_options())
    return place
