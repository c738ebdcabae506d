// @ts-check
import boundaries from 'eslint-plugin-boundaries';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** The parts of the program, in the words of docs/architecture.md. The first pattern that fits names a file's part. */
const parts = [
  { category: 'engineApi', pattern: 'src-main/engine/engineApi.ts' },
  { category: 'engineClient', pattern: ['src-main/engine/engineClient.ts', 'src-main/engine/client/**'] },
  { category: 'processEntry', pattern: ['src-main/engine/engineProcess.ts', 'src-main/engine/engineWindow.ts', 'src-main/images/imagesProcess.ts'] },
  { category: 'tensorflow', pattern: 'src-main/engine/tensorflow.ts' },
  { category: 'imagesApi', pattern: 'src-main/images/imagesApi.ts' },
  ...['core', 'contract', 'files', 'ports', 'processes', 'engine', 'images', 'store', 'services', 'hosts', 'cli', 'setup'].map((name) => ({
    category: name,
    pattern: `src-main/${name}/**`,
  })),
  { category: 'application', pattern: 'src-main/application.ts' },
  { category: 'app', pattern: 'src-main/app.ts' },
  { category: 'models', pattern: 'models/**' },
  { category: 'renderer', pattern: 'src-renderer/**' },
  { category: 'e2e', pattern: 'e2e/**' },
  { category: 'benchmarks', pattern: 'benchmarks/**' },
];

/**
 * The arrows: which part may import which, beside itself. What is not here is forbidden.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const arrows = {
  core: [],
  contract: ['core'],
  files: ['core'],
  engineApi: ['core'],
  // The host's side of the engine: it may not reach what computes.
  engineClient: ['core', 'engineApi', 'ports', 'processes'],
  imagesApi: ['core'],
  // What a host starts as a process of its own: it imports no more of it than the path, and the hidden window's entry whole.
  processEntry: ['core', 'engine', 'images', 'processes', 'engineApi', 'imagesApi'],
  tensorflow: [],
  ports: ['core', 'contract', 'engineApi', 'imagesApi'],
  processes: ['core', 'ports', 'engineApi', 'imagesApi'],
  models: ['core', 'tensorflow'],
  // The contract's schemas also check the records that lie in model files.
  engine: ['core', 'contract', 'files', 'ports', 'models', 'engineApi', 'tensorflow', 'processes'],
  images: ['core', 'files', 'imagesApi', 'ports', 'processes'],
  store: ['core', 'files', 'contract', 'ports'],
  services: ['application', 'core', 'files', 'contract', 'store', 'ports', 'processes', 'engineApi', 'imagesApi'],
  // What the program offers its hosts: an interface.
  application: ['core', 'contract', 'ports'],
  app: ['application', 'core', 'files', 'contract', 'engineClient', 'images', 'services', 'store', 'ports', 'processes', 'engineApi', 'imagesApi'],
  hosts: ['app', 'application', 'processEntry', 'core', 'files', 'contract', 'ports', 'processes'],
  // `doctor` asks the set-up what the machine has.
  // `doctor` says what the set-up found.
  cli: ['setup', 'app', 'application', 'core', 'files', 'contract', 'hosts', 'ports', 'processes', 'engineApi', 'setup'],
  // The set-up builds and proves the native engine, and starts the program by its command line.
  setup: ['core', 'engine'],
  renderer: ['core', 'contract'],
  // Where an image pixel lies on the screen is the window's to say.
  e2e: ['core', 'contract', 'setup', 'renderer'],
  benchmarks: parts.map((part) => part.category),
};

/** @param {readonly string[]} names */
const packages = (names) => names.flatMap((name) => [name, `${name}/**`]);

/** Packages that only some parts may import. */
const guardedPackages = [
  { names: packages(['@tensorflow/tfjs', '@tensorflow/tfjs-*']), allowedIn: ['tensorflow', 'engine'] },
  { names: packages(['onnxruntime-node', 'protobufjs']), allowedIn: ['engine'] },
  { names: packages(['electron']), allowedIn: ['hosts', 'e2e'] },
  { names: packages(['svelte', 'konva', 'bits-ui', '@lucide/svelte', '@tanstack/*']), allowedIn: ['renderer', 'benchmarks'] },
  { names: packages(['sharp', 'fast-png']), allowedIn: ['images', 'processEntry', 'services', 'cli', 'setup', 'benchmarks', 'e2e', 'hosts'] },
];

const policies = [
  ...Object.entries(arrows).map(([from, targets]) => ({
    from: { file: { categories: { anyOf: [from] } } },
    allow: { to: { file: { categories: { anyOf: [from, ...targets] } } } },
  })),
  // Packages and Node's own modules are free …
  { allow: { to: { module: { origin: ['external', 'core'] } } } },
  // … but for these, and but for the core, which is plain language.
  ...guardedPackages.map(({ names, allowedIn }) => ({
    from: { file: { categories: { noneOf: allowedIn } } },
    disallow: { to: { module: { origin: 'external', source: names } } },
    message: `Only ${allowedIn.join(', ')} may import this package (docs/architecture.md).`,
  })),
  {
    from: { file: { categories: { anyOf: ['core'] } } },
    disallow: { to: { module: { origin: ['external', 'core'] } } },
    message: 'The core imports nothing: no package and no module of Node (docs/architecture.md).',
  },
  {
    from: { file: { categories: { anyOf: ['renderer'] } } },
    disallow: { to: { module: { origin: 'core' } } },
    message: 'The window has no Node (docs/architecture.md).',
  },
];

/** Tests may reach anywhere, and read in long tables. */
const tests = ['**/*.test.ts', '**/*.spec.ts', '**/testing/**'];

export default tseslint.config(
  { ignores: ['node_modules/', 'out/', 'dist/', 'test-results/', 'playwright-report/', '.cache/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.node },
      parserOptions: { projectService: { allowDefaultProject: ['eslint.config.js'] }, extraFileExtensions: ['.svelte'] },
    },
  },
  {
    files: ['src-renderer/**'],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    // The parser does not hand a template's types on; svelte-check does check them.
    files: ['**/*.svelte'],
    rules: Object.fromEntries(
      ['argument', 'assignment', 'call', 'member-access', 'return'].map((what) => [`@typescript-eslint/no-unsafe-${what}`, 'off']),
    ),
  },
  {
    plugins: { boundaries },
    settings: {
      // Imports carry their ending, so Node's way of finding files serves.
      'import/resolver': { node: true },
      'boundaries/files': parts,
      'boundaries/files-single-match': true,
    },
    rules: {
      // `== null` asks for null and undefined at once.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 350 }],
      'no-console': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-ignore': true, 'ts-expect-error': true, 'ts-nocheck': true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Classes of state replace their collections or keep listeners in them; what is drawn from is `$state` already.
      'svelte/prefer-svelte-reactivity': 'off',
      // `{' '}` keeps a space between two blocks of a template.
      'svelte/no-useless-mustaches': 'off',
      // Numbers, shapes and error causes are written into messages throughout, and that is meant.
      '@typescript-eslint/restrict-template-expressions': 'off',
      // An interface of promises has members that need not wait.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src-main/**/*.ts', 'src-main/**/*.mjs', 'models/**/*.ts', 'src-renderer/**/*.{ts,svelte}', 'e2e/**/*.ts'],
    ignores: tests,
    rules: { 'boundaries/dependencies': ['error', { default: 'disallow', checkAllOrigins: true, policies }], 'boundaries/no-unknown-files': 'error' },
  },
  {
    // The catalogue of the window's words: one list, however long.
    files: ['src-renderer/messages/**'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: tests,
    // Functions of fakes are taken off them to be asked about.
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    // The command line, the set-up and the benchmarks speak to a person.
    files: ['src-main/setup/**', 'benchmarks/**'],
    rules: { 'no-console': 'off' },
  },
);
