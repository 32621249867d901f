"""PostgreSQL: one entry in one call, with everything that it moves.

The order of locks is the writer's: gate → entry → limits → balances → roll-up. What is refused is
undone inside the call and answered as a value, so the caller's transaction stays as it was.
`ledger/single.py` asks it, and says what it takes and answers.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FUNCTION = """
CREATE FUNCTION ledger_book_one(given jsonb) RETURNS jsonb LANGUAGE plpgsql AS $body$
DECLARE
  keys bigint[] := '{}'; one jsonb; found bigint; booked bigint; net bigint;
  entry jsonb := given->'entry'; sums jsonb := '[]'; refused boolean := false;
BEGIN
  PERFORM pg_advisory_xact_lock_shared((given->>'gate')::bigint);
  FOR one IN SELECT jsonb_array_elements(given->'keys') LOOP
    SELECT id INTO found FROM ledger_key WHERE digest = decode(one->>0, 'hex');
    IF found IS NULL THEN RETURN '{"state": "unknown"}'; END IF;
    keys := keys || found;
  END LOOP;
  BEGIN
    INSERT INTO ledger_entry
      (region, period, "on", booked_at, source, event, "by", digest)
    VALUES
      (entry->>0, (entry->>1)::int, (entry->>2)::date, (entry->>3)::timestamptz, entry->>4, entry->>5,
       entry->>6, decode(entry->>7, 'hex'))
    ON CONFLICT (source, event) DO NOTHING RETURNING id INTO booked;
    IF booked IS NULL THEN RETURN '{"state": "there"}'; END IF;
    FOR one IN SELECT jsonb_array_elements(given->'lines') LOOP
      INSERT INTO ledger_line (entry_id, no, account, key_id, control, amount, period, "on")
      VALUES (booked, (one->>0)::smallint, (one->>1)::smallint, keys[(one->>2)::int + 1], one->>3,
        (one->>4)::bigint, (entry->>1)::int, (entry->>2)::date);
    END LOOP;
    FOR one IN SELECT jsonb_array_elements(given->'holds') LOOP
      INSERT INTO ledger_reservation
        (source, control, available, reserved, key_id, amount, remaining)
      VALUES (one->>0, one->>1, one->>2, one->>3, keys[(one->>4)::int + 1], (one->>5)::bigint,
        (one->>5)::bigint);
    END LOOP;
    FOR one IN SELECT jsonb_array_elements(given->'regions') LOOP
      IF EXISTS (SELECT FROM ledger_closed
          WHERE region = one->>0 AND period = (entry->>1)::int) THEN
        RAISE EXCEPTION USING ERRCODE = 'DZ001', MESSAGE = 'closed';
      END IF;
    END LOOP;
    FOR one IN SELECT jsonb_array_elements(given->'limits') LOOP
      INSERT INTO ledger_limit (account, control, available, "over")
      VALUES ((one->>0)::smallint, one->>1, GREATEST((one->>2)::bigint, 0),
        GREATEST(-(one->>2)::bigint, 0))
      ON CONFLICT (account, control) DO UPDATE SET
        available = GREATEST(ledger_limit.available - ledger_limit."over" + (one->>2)::bigint, 0),
        "over" = GREATEST(-(ledger_limit.available - ledger_limit."over" + (one->>2)::bigint), 0)
      RETURNING available - "over" INTO net;
      sums := sums || jsonb_build_array(jsonb_build_array(one->0, one->1, net));
      refused := refused OR (net < 0 AND (one->>2)::bigint < 0);
    END LOOP;
    IF refused THEN RAISE EXCEPTION USING ERRCODE = 'DZ002', MESSAGE = 'over'; END IF;
    FOR one IN SELECT place.of FROM jsonb_array_elements(given->'balances') AS place(of)
        ORDER BY (of->>0)::smallint, keys[(of->>1)::int + 1] LOOP
      INSERT INTO ledger_balance (account, period, key_id, debit, credit, lines)
      VALUES ((one->>0)::smallint, (entry->>1)::int, keys[(one->>1)::int + 1],
        (one->>2)::bigint, (one->>3)::bigint, (one->>4)::int)
      ON CONFLICT (account, period, key_id) DO UPDATE SET
        debit = ledger_balance.debit + excluded.debit,
        credit = ledger_balance.credit + excluded.credit,
        lines = ledger_balance.lines + excluded.lines;
    END LOOP;
    FOR one IN SELECT jsonb_array_elements(given->'rolled') LOOP
      INSERT INTO ledger_rollup
        (region, account, period, subject, fund_type, level, debit, credit, lines)
      VALUES (one->>0, (one->>1)::smallint, (entry->>1)::int, one->>2, one->>3, one->>4,
        (one->>5)::bigint, (one->>6)::bigint, (one->>7)::int)
      ON CONFLICT (region, account, period, subject, fund_type, level) DO UPDATE SET
        debit = ledger_rollup.debit + excluded.debit,
        credit = ledger_rollup.credit + excluded.credit,
        lines = ledger_rollup.lines + excluded.lines;
    END LOOP;
  EXCEPTION
    WHEN SQLSTATE 'DZ001' THEN
      RETURN '{"state": "closed"}';
    WHEN SQLSTATE 'DZ002' THEN
      RETURN jsonb_build_object('state', 'over', 'left', sums);
  END;
  RETURN jsonb_build_object('state', 'new', 'number', booked);
END
$body$
"""


def create(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Only PostgreSQL has it: on SQLite a statement is no round trip."""
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(FUNCTION)


def drop(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Back to many statements."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION ledger_book_one(jsonb)")


class Migration(migrations.Migration):
    """A function of the database's own."""

    dependencies = (("ledger", "0003_lines_in_order"),)
    operations = (migrations.RunPython(create, drop),)
