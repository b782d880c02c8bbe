import { DEFAULT_POLICY, policyMistake, type Policy } from '../../shared/domain/policy';
import type { Project } from '../../shared/domain/batch';
import type { ProjectWithPolicy, SetProject } from '../../shared/protocol/admin';
import { listed } from '../accounts/find-site';
import type { Centre } from '../centre';
import { done, failed, type Result } from '../result';

/** Changes a project's policy. One that is not there yet is made where its work type is told, so that its first batch comes in under it. */
export async function setProject(centre: Centre, request: SetProject): Promise<Result<ProjectWithPolicy & Readonly<{ isNew: boolean }>>> {
  const present = await centre.store.batches.project(request.client, request.project);
  const change = (before: Policy): Policy => ({ ...before, ...withoutGaps(request.policy) });
  const mistake = policyMistake(change(present?.policy ?? DEFAULT_POLICY));
  if (mistake !== null) return failed('badRequest', mistake);
  const project = present === null ? await added(centre, request, change(DEFAULT_POLICY)) : sameWorkType(present, request);
  if (!project.ok) return project;
  // Somebody else may have changed it since: what both have said has to make sense together.
  const policy = await centre.store.batches.setPolicy(project.value.id, (before) => (policyMistake(change(before)) === null ? change(before) : null));
  if (policy === null) return failed('conflict', 'Somebody else has just changed this policy, and the two do not go together. Look at `project list`, and try again.');
  return done({ client: request.client, project: request.project, workType: project.value.workType, policy, isNew: present === null });
}

/** Every project with its policy. */
export async function listProjects(centre: Centre): Promise<Result<{ projects: ProjectWithPolicy[] }>> {
  const rows = await centre.store.batches.projects();
  return done({ projects: rows.map(({ client, project }) => ({ client: client.name, project: project.name, workType: project.workType, policy: project.policy })) });
}

async function added(centre: Centre, { client, project, workType }: SetProject, policy: Project['policy']): Promise<Result<Project>> {
  if (workType === undefined) {
    const names = (await centre.store.batches.projects()).map((each) => `${each.client.name}/${each.project.name}`);
    return failed('notFound', `There is no project “${client}/${project}”. ${listed('projects', names)} To make it, say its --work-type as well.`);
  }
  const known = (await centre.store.batches.currentForms()).map((each) => each.form.workType);
  if (!known.includes(workType)) return failed('notFound', `There is no work type “${workType}”. ${listed('work types', known)}`);
  const clientId = centre.mintId();
  return done(await centre.store.batches.addProject({ id: clientId, name: client }, { id: centre.mintId(), clientId, name: project, workType, policy }));
}

function sameWorkType(present: Project, { workType, project }: SetProject): Result<Project> {
  if (workType === undefined || workType === present.workType) return done(present);
  return failed('conflict', `The project “${project}” has the work type “${present.workType}”, which does not change.`);
}

/** What is not said stays as it is. */
function withoutGaps(policy: SetProject['policy']): Partial<Project['policy']> {
  return Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined));
}
