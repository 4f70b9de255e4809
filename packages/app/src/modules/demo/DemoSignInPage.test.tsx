import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { IdentityApi } from '@backstage/core-plugin-api';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DemoSignInPage } from './DemoSignInPage';
import { rememberedPerson } from './rememberedPerson';

jest.setTimeout(60_000);

const token = `x.${btoa(JSON.stringify({ exp: 4102444800 }))}.x`;

/** Answers as the backend's provider does: whoever the header names is signed in. */
function answerSignIn() {
  return jest.spyOn(global, 'fetch').mockImplementation(async (_, init) => {
    const person = new Headers(init?.headers).get('x-waybill-demo-person');
    return new Response(
      JSON.stringify({
        profile: { displayName: person },
        backstageIdentity: {
          token,
          identity: {
            type: 'user',
            userEntityRef: `user:default/${person}`,
            ownershipEntityRefs: [`user:default/${person}`],
          },
        },
      }),
      { status: 200, headers: { 'content-type': 'application/json' } },
    );
  });
}

function open() {
  const signedIn = jest.fn<void, [IdentityApi]>();
  const rendered = renderInTestApp(
    <DemoSignInPage onSignInSuccess={signedIn} />,
    { apis: [mockApis.discovery({ baseUrl: 'http://localhost:7007' })] },
  );
  return { signedIn, ...rendered };
}

describe('DemoSignInPage', () => {
  beforeEach(() => rememberedPerson.forget());
  afterEach(() => jest.restoreAllMocks());

  it('offers four people, signs the chosen one in, remembers the choice until sign-out', async () => {
    const fetched = answerSignIn();
    const first = open();
    expect(await screen.findAllByRole('listitem')).toHaveLength(4);
    const olga = screen.getByText('Olga, owner').closest('li')!;
    expect(olga).toHaveTextContent('production included');
    await userEvent.click(
      within(olga).getByRole('button', { name: 'Sign in as olga' }),
    );
    await waitFor(() => expect(first.signedIn).toHaveBeenCalledTimes(1));
    expect(String(fetched.mock.calls[0][0])).toMatch(
      /\/api\/auth\/demo\/refresh$/,
    );
    const identity = first.signedIn.mock.calls[0][0];
    expect((await identity.getBackstageIdentity()).userEntityRef).toBe(
      'user:default/olga',
    );
    expect(await identity.getCredentials()).toEqual({ token });
    first.unmount();

    // A reload: nobody is asked again.
    const second = open();
    await waitFor(() => expect(second.signedIn).toHaveBeenCalledTimes(1));
    second.unmount();

    await identity.signOut();
    open();
    expect(await screen.findByText('Dana, developer')).toBeInTheDocument();
  });

  it('leads back to the choice when the backend does not sign somebody in', async () => {
    jest
      .spyOn(global, 'fetch')
      .mockResolvedValue(new Response('starting', { status: 503 }));
    rememberedPerson.set('dana');
    open();
    expect(
      await screen.findByText(/dana could not be signed in/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Choose again' }));
    expect(await screen.findByText('Olga, owner')).toBeInTheDocument();
  });
});
