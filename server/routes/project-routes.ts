import { projectsSchema, setProjectResponseSchema, setProjectSchema } from '../../shared/protocol/admin';
import { failureSchema } from '../../shared/protocol/failure';
import type { Centre } from '../centre';
import { listProjects, setProject } from '../projects/set-project';
import { answer, type TypedRoutes } from './typed-routes';

const security = [{ admin: [] }];

/** Projects and their policies, for the command line. */
export function projectRoutes(app: TypedRoutes, centre: Centre): void {
  app.get('/v1/admin/projects', {
    schema: { summary: 'Every project with its policy', security, response: { 200: projectsSchema, default: failureSchema } },
  }, async () => answer(await listProjects(centre)));

  app.put('/v1/admin/projects', {
    schema: { summary: 'Changes the policy of a project', body: setProjectSchema, security, response: { 200: setProjectResponseSchema, default: failureSchema } },
  }, async ({ body }) => answer(await setProject(centre, body)));
}
