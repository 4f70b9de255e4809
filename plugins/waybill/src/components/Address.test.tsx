import { render } from '@testing-library/react';
import { Address } from './Address';

describe('Address', () => {
  it.each([
    [
      'registry.example.com/library/nginx',
      'registry.example.com/<wbr>library/<wbr>nginx',
    ],
    ['https://git.example.com/a', 'https://<wbr>git.example.com/<wbr>a'],
    ['nginx', 'nginx'],
  ])('may break %s behind its slashes, and says the same', (text, html) => {
    const { container } = render(<Address>{text}</Address>);
    expect(container.innerHTML).toBe(html);
    expect(container).toHaveTextContent(text);
  });
});
