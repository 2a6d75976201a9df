// Whether KEDA's types take a ScaledObject: node scaledobject.mjs FILE.json DIRECTORY-OF-PACKAGES
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

const [file, packages] = process.argv.slice(2);
const type = resolve(packages, 'node_modules/@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject.js');
const {ScaledObject} = await import(pathToFileURL(type));
try {
  new ScaledObject(JSON.parse(readFileSync(file, 'utf8'))).validate();
  console.log('valid');
} catch (failure) {
  console.log(failure.message);
  process.exitCode = 1;
}
