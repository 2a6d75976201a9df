"""What users of snowflake-sqlalchemy do, with pandas and without."""

import datetime
from decimal import Decimal

import pandas
import sqlalchemy as sa
from snowflake.sqlalchemy import URL, VARIANT
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from steps import CONNECTION, equal, step

settings = dict(CONNECTION)
separate = {name: settings.pop(name) for name in ("protocol", "host", "port")}
engine = sa.create_engine(URL(**settings), connect_args=separate)


class Base(DeclarativeBase):
    pass


class Site(Base):
    __tablename__ = "alchemy_sites"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(sa.String(40), unique=True)


class Subject(Base):
    __tablename__ = "alchemy_subjects"
    key: Mapped[str] = mapped_column(sa.String(10), primary_key=True)
    site_id: Mapped[int] = mapped_column(sa.ForeignKey("alchemy_sites.id"))
    born: Mapped[datetime.date | None]
    seen: Mapped[datetime.datetime | None]
    weight: Mapped[Decimal | None] = mapped_column(sa.Numeric(10, 2))
    active: Mapped[bool] = mapped_column(default=True)


@step("connect")
def connect():
    with engine.connect() as connection:
        equal(connection.execute(sa.text("SELECT CURRENT_DATABASE(), :x"), {"x": "it's"}).one(), ("IMEDNET", "it's"))


@step("drop_all and create_all, twice")
def create_all():
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    Base.metadata.create_all(engine)


@step("insert and select objects")
def objects():
    with Session(engine) as session:
        # The dialect does not ask which number a row got.
        session.execute(sa.insert(Site.__table__).values(name="North"))
        site = session.scalars(sa.select(Site)).one()
        session.add(Subject(
            key="S-1", site_id=site.id, born=datetime.date(1990, 2, 28),
            seen=datetime.datetime(2024, 2, 29, 12, 34, 56, 789000), weight=Decimal("70.25")))
        session.commit()
    with Session(engine) as session:
        subject = session.scalars(sa.select(Subject).join(Site, Site.id == Subject.site_id)).one()
        equal((subject.born, subject.seen, subject.weight, subject.active), (
            datetime.date(1990, 2, 28), datetime.datetime(2024, 2, 29, 12, 34, 56, 789000), Decimal("70.25"), True))


@step("reflect tables, columns and keys")
def reflect():
    metadata = sa.MetaData()
    metadata.reflect(engine, only=["alchemy_sites", "alchemy_subjects"])
    subjects = metadata.tables["alchemy_subjects"]
    equal([column.name for column in subjects.columns], ["key", "site_id", "born", "seen", "weight", "active"])
    equal([column.name for column in subjects.primary_key], ["key"])
    equal([key.column.table.name for key in subjects.foreign_keys], ["alchemy_sites"])
    equal(str(subjects.c.weight.type), "DECIMAL(10, 2)")


@step("the inspector's lists")
def inspect():
    inspector = sa.inspect(engine)
    equal([name for name in inspector.get_schema_names() if name == "public"], ["public"])
    assert "alchemy_sites" in inspector.get_table_names()
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE OR REPLACE VIEW alchemy_view AS SELECT name FROM alchemy_sites"))
    assert "alchemy_view" in inspector.get_view_names()
    equal([c["column_names"] for c in inspector.get_unique_constraints("alchemy_sites")], [["name"]])
    equal(inspector.get_columns("alchemy_sites")[0]["autoincrement"], True)


@step("to_sql creates, appends and replaces")
def to_sql():
    frame = pandas.DataFrame({"id": [1, 2], "name": ["one", None], "at": pandas.to_datetime(["2024-01-01", None])})
    for mode, count in (("replace", 2), ("append", 4), ("replace", 2)):
        frame.to_sql("alchemy_frame", engine, index=False, if_exists=mode)
        with engine.connect() as connection:
            equal(connection.execute(sa.text("SELECT COUNT(*) FROM alchemy_frame")).scalar(), count)


@step("read_sql and read_sql_table")
def read_sql():
    frame = pandas.read_sql("SELECT id, name FROM alchemy_frame ORDER BY id", engine)
    equal(frame["id"].tolist(), [1, 2])
    equal(len(pandas.read_sql_table("alchemy_frame", engine)), 2)


@step("a VARIANT column")
def variant():
    table = sa.Table("alchemy_documents", sa.MetaData(), sa.Column("d", VARIANT))
    with engine.begin() as connection:
        table.drop(connection, checkfirst=True)
        table.create(connection)
        connection.execute(sa.text("INSERT INTO alchemy_documents SELECT PARSE_JSON('{\"a\": 1}')"))
        equal(connection.execute(sa.text("SELECT d:a::NUMBER FROM alchemy_documents")).scalar(), 1)


@step("a sequence gives the key")
def sequence():
    metadata = sa.MetaData()
    table = sa.Table(
        "alchemy_numbered", metadata, sa.Column("id", sa.Integer, sa.Sequence("alchemy_ids", start=7), primary_key=True),
        sa.Column("name", sa.String), sa.Column("Name", sa.String))
    metadata.drop_all(engine)
    metadata.create_all(engine)
    assert "alchemy_ids" in sa.inspect(engine).get_sequence_names()
    with engine.begin() as connection:
        equal(connection.execute(sa.insert(table).values({"name": "a", "Name": "A"})).inserted_primary_key, (7,))
        equal(connection.execute(sa.select(table)).all(), [(7, "a", "A")])
    metadata.drop_all(engine)


@step("a transaction is rolled back")
def rollback():
    with engine.connect() as connection:
        connection.execute(sa.text("DELETE FROM alchemy_frame"))
        connection.rollback()
        equal(connection.execute(sa.text("SELECT COUNT(*) FROM alchemy_frame")).scalar(), 2)


engine.dispose()
