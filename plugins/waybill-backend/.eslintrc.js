/*
 * The rooms and who may import whom; docs/architecture.md has the picture. A room may import the
 * rooms below it and `ports`, never a neighbour, but for promotion, which knows freight and governance, verification, which
 * knows expressions, and registry, which knows from http which addresses are public.
 */
const ranks = [
  ['api', 'engine'],
  [
    'pipelines',
    'discovery',
    'freight',
    'governance',
    'promotion',
    'verification',
    'notify',
  ],
  [
    'git',
    'argo',
    'credentials',
    'tools',
    'registry',
    'charts',
    'http',
    'actions',
  ],
  ['store'],
];
const mayAlso = {
  promotion: ['freight', 'governance'],
  verification: ['promotion/expressions'],
  registry: ['http'],
};

const zones = ranks.flatMap((rank, index) =>
  rank.map(room => ({
    target: `./src/${room}`,
    from: './src',
    except: [
      `./${room}`,
      './ports',
      ...ranks
        .slice(index + 1)
        .flat()
        .map(lower => `./${lower}`),
      ...(mayAlso[room] ?? []).map(neighbour => `./${neighbour}`),
    ],
    message: `${room} may import only the rooms below it (docs/architecture.md)`,
  })),
);

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  plugins: ['import'],
  settings: {
    'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js'] } },
  },
  rules: {
    '@typescript-eslint/no-explicit-any': 'error',
    '@backstage/no-mixed-plugin-imports': 'error',
    'import/no-restricted-paths': [
      'error',
      {
        basePath: __dirname,
        zones: [
          ...zones,
          {
            target: './src/ports',
            from: './src',
            except: ['./ports'],
            message: 'ports know no room',
          },
        ],
      },
    ],
  },
  overrides: [
    {
      // Tests put rooms together on purpose.
      files: ['**/*.test.ts', '**/testing/**'],
      rules: {
        'import/no-restricted-paths': 'off',
        // Never part of what is published, since nothing that is imports it.
        '@backstage/no-undeclared-imports': 'off',
      },
    },
  ],
});
