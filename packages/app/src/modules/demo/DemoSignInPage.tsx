import { ErrorPanel, ProxiedSignInPage } from '@backstage/core-components';
import { SignInPageProps } from '@backstage/plugin-app-react';
import Button from '@material-ui/core/Button';
import { useState } from 'react';
import { DemoPerson } from './demoPeople';
import { forgettingIdentity } from './forgettingIdentity';
import { PersonChoice } from './PersonChoice';
import { rememberedPerson } from './rememberedPerson';

const PROVIDER = 'demo';
const HEADER = 'x-waybill-demo-person';

/** Lets a visitor be one of the example company's people, without a password. */
export function DemoSignInPage(props: SignInPageProps) {
  const [person, setPerson] = useState(rememberedPerson.get);
  if (!person) {
    return (
      <PersonChoice
        onChoose={(chosen: DemoPerson) => {
          rememberedPerson.set(chosen);
          setPerson(chosen);
        }}
      />
    );
  }
  const chooseAgain = () => {
    rememberedPerson.forget();
    setPerson(undefined);
  };
  return (
    <ProxiedSignInPage
      key={person}
      provider={PROVIDER}
      headers={{ [HEADER]: person }}
      onSignInSuccess={identity =>
        props.onSignInSuccess(forgettingIdentity(identity))
      }
      ErrorComponent={({ error }) => (
        <>
          <ErrorPanel
            title={`${person} could not be signed in; the backend may still be starting`}
            error={error ?? new Error('No answer')}
          />
          <Button variant="outlined" color="primary" onClick={chooseAgain}>
            Choose again
          </Button>
        </>
      )}
    />
  );
}
