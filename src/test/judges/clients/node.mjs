// What users of Node's snowflake-sdk do. Arguments: port, directory.
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';

const [port, directory, modules] = process.argv.slice(2);
const snowflake = createRequire(path.join(modules, 'index.js'))('snowflake-sdk');
snowflake.configure({ logLevel: 'ERROR', additionalLogToConsole: false, logFilePath: path.join(directory, 'node.log') });

const connection = snowflake.createConnection({
  account: 'local', username: 'LOADER', password: 'local-password', accessUrl: `http://127.0.0.1:${port}`,
  database: 'IMEDNET', schema: 'PUBLIC', warehouse: 'COMPUTE_WH',
});

function rows(sqlText, binds) {
  return new Promise((resolve, reject) => connection.execute({
    sqlText, binds, complete: (error, statement, result) => (error ? reject(error) : resolve(result)),
  }));
}

function equal(actual, expected) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
  }
}

async function step(name, run) {
  try {
    await run();
    console.log(`ok ${name}`);
  } catch (error) {
    console.error(error);
    console.log(`FAILED ${name}: ${String(error).replace(/\s+/g, ' ').slice(0, 600)}`);
  }
}

await step('connect and query', async () => {
  await new Promise((resolve, reject) => connection.connect((error) => (error ? reject(error) : resolve())));
  equal(await rows("SELECT 1 AS ONE, 'text' AS NAME, TRUE AS FLAG, NULL AS NOTHING"),
    [{ ONE: 1, NAME: 'text', FLAG: true, NOTHING: null }]);
});
await step('times', async () => {
  const [row] = await rows("SELECT '2024-02-29'::DATE AS D, '2024-02-29 12:34:56.789'::TIMESTAMP_NTZ AS T");
  equal([row.D.toISOString().slice(0, 10), row.T.toISOString()], ['2024-02-29', '2024-02-29T12:34:56.789Z']);
});
await step('binds, and many rows of them', async () => {
  equal(await rows('SELECT :2 AS B, :1 AS A', ["it's", 5]), [{ B: 5, A: "it's" }]);
  await rows('CREATE OR REPLACE TABLE NODE_BOUND (ID NUMBER, NAME VARCHAR)');
  await rows('INSERT INTO NODE_BOUND VALUES (?, ?)', Array.from({ length: 1000 }, (_, i) => [i, `name ${i}`]));
  equal(await rows('SELECT COUNT(*) AS N, MAX(ID) AS M FROM NODE_BOUND'), [{ N: 1000, M: 999 }]);
});
await step('300,000 rows', async () => {
  const result = await rows(
    "SELECT SEQ4() AS ID, 'name ' || SEQ4() AS NAME FROM TABLE(GENERATOR(ROWCOUNT => 300000)) ORDER BY 1");
  equal([result.length, result[299999].ID, result[299999].NAME], [300000, 299999, 'name 299999']);
});
await step('300,000 rows as a stream', async () => {
  let sum = 0;
  await new Promise((resolve, reject) => connection.execute({
    sqlText: 'SELECT SEQ4() AS ID FROM TABLE(GENERATOR(ROWCOUNT => 300000))',
    streamResult: true,
    complete: (error, statement) => {
      if (error) { reject(error); return; }
      statement.streamRows().on('error', reject).on('data', (row) => { sum += row.ID; }).on('end', resolve);
    },
  }));
  equal(sum, 44999850000);
});
await step('PUT, LIST and GET', async () => {
  const source = path.join(directory, 'node.csv');
  fs.writeFileSync(source, '1,Ann\n2,Bo\n');
  await rows('CREATE OR REPLACE STAGE NODE_FILES');
  const [put] = await rows(`PUT file://${source} @NODE_FILES`);
  equal([put.target, put.status], ['node.csv.gz', 'UPLOADED']);
  equal((await rows('LIST @NODE_FILES')).map((file) => file.name), ['node_files/node.csv.gz']);
  const target = path.join(directory, 'node-got');
  fs.mkdirSync(target);
  await rows(`GET @NODE_FILES file://${target}/`);
  equal(fs.readdirSync(target), ['node.csv.gz']);
});
await step('COPY from CSV', async () => {
  await rows('CREATE OR REPLACE TABLE NODE_PEOPLE (ID NUMBER, NAME VARCHAR)');
  await rows('COPY INTO NODE_PEOPLE FROM @NODE_FILES FILE_FORMAT = (TYPE = CSV)');
  equal(await rows('SELECT * FROM NODE_PEOPLE ORDER BY ID'), [{ ID: 1, NAME: 'Ann' }, { ID: 2, NAME: 'Bo' }]);
});
await step('an error has its code', async () => {
  try {
    await rows('SELECT * FROM NO_SUCH_TABLE');
  } catch (error) {
    equal([String(error.code), error.sqlState], ['002003', '42S02']);
    return;
  }
  throw new Error('no error');
});
connection.destroy(() => process.exit(0));
