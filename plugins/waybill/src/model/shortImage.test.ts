import { shortImage } from './shortImage';

it.each([
  ['registry.example.com/library/nginx:1.26.0', 'nginx:1.26.0'],
  ['localhost:5000/nginx:1.26.0@sha256:abcdef0123', 'nginx:1.26.0'],
  ['localhost:5000/nginx@sha256:abcdef0123', 'nginx@abcdef0'],
  ['nginx', 'nginx'],
])('calls %s %s', (image, expected) => {
  expect(shortImage(image)).toBe(expected);
});
