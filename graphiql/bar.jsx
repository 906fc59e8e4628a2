// The bar: the portal that is visited, and the person who asks.
import { useState } from 'react';
import { signIn, signOut } from './asking.js';

export function Bar({ settings, portal, setPortal, person, setPerson, ask }) {
  return (
    <header className="bar">
      <h1>GraphQL</h1>
      <label>
        Portal{' '}
        <select value={portal ?? ''} onChange={(event) => setPortal(event.target.value || null)}>
          {settings.portal ? null : <option value="">by host name</option>}
          {settings.portals.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {person ? (
        <SignedIn person={person} setPerson={setPerson} ask={ask} />
      ) : (
        <SignedOut settings={settings} setPortal={setPortal} setPerson={setPerson} ask={ask} />
      )}
    </header>
  );
}

function SignedIn({ person, setPerson, ask }) {
  const leave = async () => {
    await signOut(ask).catch(() => {});
    setPerson(null);
  };
  return (
    <div className="who">
      <span role="status">You are {person.name}.</span>
      <button type="button" onClick={leave}>
        Sign out
      </button>
    </div>
  );
}

function SignedOut({ settings, setPortal, setPerson, ask }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState(settings.password ?? '');
  const [profiles, setProfiles] = useState([]);
  const [profileId, setProfileId] = useState('');
  const [trouble, setTrouble] = useState('');
  const demo = settings.people.length > 0;

  const choose = (value) => {
    setEmail(value);
    setProfiles([]);
    setProfileId('');
    const known = settings.people.find((each) => each.email === value);
    if (known) setPortal(known.portal);
  };
  const enter = async (event) => {
    event.preventDefault();
    setTrouble('');
    try {
      const input = { email, password, ...(profileId ? { profileId } : {}) };
      const payload = await signIn(ask, input);
      if (payload.token) {
        const chosen = payload.profiles?.find((each) => each.id === profileId);
        const name = (chosen ?? payload.profiles?.[0])?.name ?? email;
        setPerson({ token: payload.token, name });
        return;
      }
      const code = payload.errors[0]?.code;
      if (code === 'PROFILE_REQUIRED') {
        setProfiles(payload.profiles);
        setProfileId(payload.profiles[0].id);
      }
      setTrouble(payload.errors[0]?.message ?? 'Nobody was signed in.');
    } catch (error) {
      setTrouble(error.message);
    }
  };
  return (
    <form className="who" onSubmit={enter}>
      <label>
        {demo ? 'Become' : 'E-mail'}{' '}
        <input
          type="email"
          list={demo ? 'people' : undefined}
          placeholder={demo ? 'any person of the demo' : undefined}
          value={email}
          onChange={(event) => choose(event.target.value)}
          autoComplete="username"
          size="30"
          required
        />
      </label>
      <datalist id="people">
        {settings.people.map((each) => (
          <option key={each.email} value={each.email}>
            {each.shows}
          </option>
        ))}
      </datalist>
      <label>
        Password{' '}
        <input
          type="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="current-password"
          size="14"
          required
        />
      </label>
      {profiles.length > 0 ? (
        <label>
          As{' '}
          <select value={profileId} onChange={(event) => setProfileId(event.target.value)}>
            {profiles.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <button type="submit">Sign in</button>
      <span role="status">{trouble || 'You are nobody yet: a visitor.'}</span>
    </form>
  );
}
