/** The direction of dependencies. Each rule's comment is printed with the violation and says why. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    rule(
      'no-circular',
      'A cycle means that two files are one idea: merge them or take out the shared part.',
      {},
      { circular: true },
    ),
    rule(
      'protocol-knows-nobody',
      'packages/protocol is the shared vocabulary: it must be loadable in a browser and depend on no other part.',
      { path: '^packages/protocol/' },
      { path: '^(apps|packages/(?!protocol)|tests|scripts)/' },
    ),
    rule(
      'service-kit-knows-only-protocol',
      'packages/service-kit serves both servers, so it may know neither of them.',
      { path: '^packages/service-kit/' },
      { path: '^(apps|packages/captions|tests|scripts)/' },
    ),
    rule(
      'captions-know-only-protocol',
      'The captions host is a process of its own that anyone may embed: it knows the protocol and no server.',
      { path: '^packages/captions/' },
      { path: '^(apps|packages/service-kit|tests|scripts)/' },
    ),
    rule(
      'apps-never-import-apps',
      'Apps meet over HTTP and sockets only; the start script composes them.',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/(?!$1/)' },
    ),
    rule(
      'scheduling-takes-only-the-wordings',
      "Phrasebook and glossary are checked by one piece of code, in the editor and in the captions host. It is plain data and text; the engines beside it are none of scheduling's.",
      { path: '^apps/scheduling/' },
      { path: '^packages/captions/(?!src/wordings/index\\.ts$)' },
    ),
    rule(
      'client-takes-only-protocol',
      'The browser must never load server code: share through packages/protocol.',
      { path: '^apps/client/' },
      { path: '^packages/(service-kit|captions)/' },
    ),
    rule(
      'nothing-imports-tests-or-scripts',
      'Tests and scripts look at the product; the product does not know them.',
      { path: '^(apps|packages)/', pathNot: '\\.test\\.tsx?$' },
      { path: '^(tests|scripts)/' },
    ),
    rule(
      'rules-are-pure',
      'Rules decide on values alone, so that they can be tested without a database or a clock: they import protocol types and other rules only.',
      { path: '/rules(/.+|\\.ts)$', pathNot: '\\.test\\.ts$' },
      {
        path: '^(apps|packages)/',
        pathNot: '(/rules(/.+|\\.ts)$)|^packages/protocol/|intervals\\.ts$',
      },
    ),
    rule(
      'stores-know-no-commands',
      'Stores are SQL only: commands call them, never the other way round.',
      { path: '/store\\.ts$' },
      { path: '/(commands|routes|handlers)(/|\\.ts$)' },
    ),
    rule(
      'framework-free-call-core',
      'apps/client/src/call is the core under every screen: it knows no React.',
      { path: '^apps/client/src/call/' },
      {
        path: '^(apps/client/src/(?!call|lib|generated))|node_modules/(react|react-dom|@mantine)/',
      },
    ),
    rule(
      'components-know-no-socket',
      'Screens talk to the call session, not to the socket or to mediasoup.',
      { path: '^apps/client/src/(?!call)' },
      { path: 'node_modules/(socket\\.io-client|mediasoup-client)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules|data|coverage)/' },
    moduleSystems: ['es6', 'cjs'],
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
