import { readFile } from 'node:fs/promises';

/**
 * What a JSON file holds; `named` is what the user gave it by, such as an option.
 * @param {string} path
 * @param {string} named
 * @returns {Promise<unknown>}
 */
export async function readJsonFile(path, named) {
  const text = await readFile(path, 'utf8').catch((error) => {
    throw new Error(error.code === 'ENOENT' ? `${named}: there is no file ${path}.` : `${named}: ${path} cannot be read (${error.code}).`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${named}: ${path} holds no JSON.`);
  }
}
