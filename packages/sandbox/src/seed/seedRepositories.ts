/** A repository of the example company: files in `repositories/`, put into a short history. */
export interface SeedRepository {
  owner: string;
  name: string;
  commits: {
    message: string;
    author: { name: string; email: string };
    /** ISO 8601; fixed, so that everybody's sandbox has the same commits. */
    date: string;
    /** Files that this commit adds; default: all that no other names. */
    files?: string[];
    /** A version that was built from it. */
    version?: string;
  }[];
  /** Branches besides `main`, at the same commit. */
  branches?: string[];
}

const dana = { name: 'Dana Fischer', email: 'dana.fischer@acme.example' };
const olga = { name: 'Olga Marin', email: 'olga.marin@acme.example' };
const sam = { name: 'Sam Okafor', email: 'sam.okafor@acme.example' };

/** What the example company has in Git. */
export const seedRepositories: SeedRepository[] = [
  {
    owner: 'acme',
    name: 'catalog',
    commits: [
      {
        message: 'Say who works here and what there is',
        author: sam,
        date: '2026-01-05T09:00:00Z',
      },
    ],
  },
  {
    owner: 'acme',
    name: 'storefront',
    commits: [
      {
        message: 'Start the storefront',
        author: olga,
        date: '2026-01-05T10:00:00Z',
        files: ['README.md', 'catalog-info.yaml'],
      },
      {
        message: 'Promote through dev, uat and prod with Waybill',
        author: dana,
        date: '2026-01-06T09:30:00Z',
      },
    ],
  },
  {
    owner: 'acme',
    name: 'storefront-app',
    commits: [
      {
        message: 'Show the cart',
        author: dana,
        date: '2026-01-05T10:30:00Z',
        files: ['README.md', 'src/cart.js'],
      },
      {
        message: 'Add up what is in the cart',
        author: olga,
        date: '2026-01-06T08:15:00Z',
        files: ['src/total.js'],
        version: '1.24.0',
      },
      {
        message: 'Pay by card',
        author: dana,
        date: '2026-01-06T13:40:00Z',
        files: ['src/pay.js'],
        version: '1.25.3',
      },
      {
        message: 'Build on a smaller base image',
        author: sam,
        date: '2026-01-07T09:05:00Z',
        files: ['Dockerfile'],
        version: '1.26.0',
      },
      {
        message: 'Round cart totals half to even',
        author: olga,
        date: '2026-01-08T10:20:00Z',
        files: ['src/round.js'],
      },
      {
        message: 'Try a payment again after a 503',
        author: dana,
        date: '2026-01-08T16:45:00Z',
        files: ['src/again.js'],
      },
      {
        message: 'Say what a voucher is worth',
        author: dana,
        date: '2026-01-09T09:30:00Z',
        files: ['src/voucher.js'],
      },
      {
        message: 'Ask for the postcode once',
        author: olga,
        date: '2026-01-09T14:10:00Z',
        files: ['src/postcode.js'],
      },
    ],
  },
  {
    owner: 'acme',
    name: 'guestbook',
    commits: [
      {
        message: 'Start the guestbook',
        author: dana,
        date: '2026-01-07T10:00:00Z',
        files: ['README.md', 'catalog-info.yaml'],
      },
      {
        message: 'Promote to both regions at once, to production after a soak',
        author: dana,
        date: '2026-01-08T15:10:00Z',
      },
    ],
  },
  {
    owner: 'acme',
    name: 'broken',
    commits: [
      {
        message: 'Start with a pipeline',
        author: dana,
        date: '2026-01-09T11:00:00Z',
      },
    ],
  },
  {
    owner: 'acme',
    name: 'storefront-config',
    commits: [
      {
        message: 'Run nginx 1.24.0 in dev, uat and prod',
        author: sam,
        date: '2026-01-05T11:00:00Z',
      },
    ],
  },
  {
    owner: 'acme',
    name: 'guestbook-config',
    commits: [
      {
        message: 'Run the guestbook 1.2.0 everywhere',
        author: sam,
        date: '2026-01-07T11:00:00Z',
      },
      {
        message: 'Explain the base',
        author: dana,
        date: '2026-01-08T08:20:00Z',
        files: ['base/README.md'],
      },
    ],
    branches: ['stage/test', 'stage/uat-eu', 'stage/uat-us'],
  },
];
