// Whether KEDA's types take an object, such as a ScaledObject: node object.mjs FILE.json DIRECTORY-OF-PACKAGES
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

const [file, packages] = process.argv.slice(2);
const object = JSON.parse(readFileSync(file, 'utf8'));
const type = resolve(packages, `node_modules/@kubernetes-models/keda/keda.sh/v1alpha1/${object.kind}.js`);
const known = await import(pathToFileURL(type));
try {
  new known[object.kind](object).validate();
  console.log('valid');
} catch (failure) {
  console.log(failure.message);
  process.exitCode = 1;
}
