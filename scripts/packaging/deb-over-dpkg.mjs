#!/usr/bin/env node
// Stands in for fpm where there is none: as much of its command line as electron-builder's deb target uses, over dpkg-deb.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

/** @typedef {{options: ReadonlyMap<string, readonly string[]>, inputs: readonly string[]}} CommandLine */

const switches = new Set(['--force', '--debug', '--verbose']);
const scripts = { '--before-install': 'preinst', '--after-install': 'postinst', '--before-remove': 'prerm', '--after-remove': 'postrm' };
// gzip is asked for where time counts more than size.
/** @type {Readonly<Record<string, readonly string[]>>} */
const compressions = { gz: ['-Zgzip', '-z1'], xz: ['-Zxz'] };

/**
 * @param {readonly string[]} args
 * @returns {CommandLine}
 */
function parse(args) {
  /** @type {Map<string, string[]>} */
  const options = new Map();
  /** @type {string[]} */
  const inputs = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (switches.has(arg)) continue;
    if (arg.startsWith('-')) options.set(arg, [...(options.get(arg) ?? []), args[++i] ?? '']);
    else inputs.push(arg);
  }
  return { options, inputs };
}

/** @param {CommandLine} commandLine */
function buildDeb({ options, inputs }) {
  /** @param {string} name */
  const one = (name) => options.get(name)?.at(-1) ?? '';
  if (one('-s') !== 'dir' || one('-t') !== 'deb') throw new Error('this makes deb packages from folders and nothing else');
  const root = mkdtempSync(join(tmpdir(), 'deb-'));
  try {
    for (const input of inputs) copyInput(input, root);
    const files = filesBelow(root);
    mkdirSync(join(root, 'DEBIAN'));
    writeFileSync(join(root, 'DEBIAN/control'), controlText(options, files));
    writeFileSync(join(root, 'DEBIAN/md5sums'), checksums(root, files));
    for (const [option, script] of Object.entries(scripts)) {
      if (one(option) === '') continue;
      copyFileSync(one(option), join(root, 'DEBIAN', script));
      chmodSync(join(root, 'DEBIAN', script), 0o755);
    }
    // Whoever builds may have a narrow umask; what is installed is for everybody to read.
    execFileSync('chmod', ['-R', 'u+rwX,go+rX,go-w', root]);
    mkdirSync(dirname(one('--package')), { recursive: true });
    const compression = compressions[one('--deb-compression')] ?? compressions['xz'] ?? [];
    execFileSync('dpkg-deb', ['--root-owner-group', ...compression, '--build', root, one('--package')], { stdio: 'inherit' });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/**
 * An input is `SOURCE=TARGET`; a source that ends in a slash stands for what is in it.
 * @param {string} input
 * @param {string} root
 */
function copyInput(input, root) {
  const at = input.indexOf('=');
  const source = input.slice(0, at);
  const target = join(root, input.slice(at + 1));
  mkdirSync(source.endsWith('/') ? target : dirname(target), { recursive: true });
  if (source.endsWith('/')) cpSync(source, target, { recursive: true, verbatimSymlinks: true });
  else copyFileSync(source, target);
}

/**
 * @param {string} folder
 * @returns {readonly string[]}
 */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/**
 * @param {CommandLine['options']} options
 * @param {readonly string[]} files
 */
function controlText(options, files) {
  /** @param {string} name */
  const one = (name) => options.get(name)?.at(-1);
  /** @param {string} name */
  const list = (name) => options.get(name)?.join(', ');
  const [synopsis = '', ...more] = (one('--description') ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '');
  /** @type {readonly (readonly [string, string | undefined])[]} */
  const fields = [
    ['Package', one('--name')], ['Version', [one('--version'), one('--iteration')].filter(Boolean).join('-')],
    ['License', one('--license')], ['Vendor', one('--vendor')], ['Architecture', one('--architecture')], ['Maintainer', one('--maintainer')],
    ['Installed-Size', String(Math.ceil(files.reduce((sum, file) => sum + lstatSync(file).size, 0) / 1024))],
    ['Depends', list('-d')], ['Recommends', list('--deb-recommends')], ['Section', one('--category')], ['Priority', one('--deb-priority')],
    ['Homepage', one('--url')], ['Description', [synopsis, ...more.map((line) => ` ${line}`)].join('\n')],
  ];
  return fields.filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => `${name}: ${value}\n`).join('');
}

/**
 * @param {string} root
 * @param {readonly string[]} files
 */
function checksums(root, files) {
  const whole = files.filter((file) => lstatSync(file).isFile());
  return whole.map((file) => `${createHash('md5').update(readFileSync(file)).digest('hex')}  ${relative(root, file)}\n`).join('');
}

try {
  buildDeb(parse(process.argv.slice(2)));
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
