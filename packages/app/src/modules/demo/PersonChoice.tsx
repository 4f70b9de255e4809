import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
import CardActions from '@material-ui/core/CardActions';
import CardContent from '@material-ui/core/CardContent';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { demoPeople, DemoPerson } from './demoPeople';

const useStyles = makeStyles(theme => ({
  root: {
    minHeight: '100vh',
    boxSizing: 'border-box',
    padding: theme.spacing(6, 4, 8),
    maxWidth: 1120,
    margin: '0 auto',
  },
  title: { fontSize: 32, fontWeight: 700, margin: 0 },
  what: { margin: theme.spacing(1, 0, 4), maxWidth: 720 },
  cards: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(230px, 1fr))',
    listStyle: 'none',
    margin: 0,
    padding: 0,
    '& > li': { display: 'flex' },
  },
  card: { display: 'flex', flexDirection: 'column', width: '100%' },
  name: { fontSize: 18, fontWeight: 700, margin: 0 },
  team: { fontSize: 13, margin: theme.spacing(0.25, 0, 1.5) },
  actions: { marginTop: 'auto', padding: theme.spacing(0, 2, 2) },
  button: { textTransform: 'none' },
}));

/** The four people, with what each may do, so that permissions can be seen working. */
export function PersonChoice(props: {
  onChoose: (person: DemoPerson) => void;
}) {
  const classes = useStyles();
  return (
    <main className={classes.root}>
      <Typography component="h1" className={classes.title}>
        Waybill demo
      </Typography>
      <Typography className={classes.what}>
        A small company on your own machine: Git, a registry, a cluster and a
        portal. Choose who you are; no password is needed, and nothing outside
        this machine can reach it.
      </Typography>
      <ul className={classes.cards}>
        {demoPeople.map(person => (
          <li key={person.name}>
            <Card variant="outlined" className={classes.card}>
              <CardContent>
                <Typography component="h2" className={classes.name}>
                  {person.title}
                </Typography>
                <Typography className={classes.team} color="textSecondary">
                  {person.team}
                </Typography>
                <Typography variant="body2">{person.may}</Typography>
              </CardContent>
              <CardActions className={classes.actions}>
                <Button
                  variant="contained"
                  color="primary"
                  disableElevation
                  className={classes.button}
                  onClick={() => props.onChoose(person.name)}
                >
                  Sign in as {person.name}
                </Button>
              </CardActions>
            </Card>
          </li>
        ))}
      </ul>
    </main>
  );
}
