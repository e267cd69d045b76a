import { operation as activatePack } from '../activate-pack/operation.ts';
import { operation as approveWaiver } from '../approve-waiver/operation.ts';
import { operation as ask } from '../ask/operation.ts';
import { operation as askSystem } from '../ask-system/operation.ts';
import { operation as assessSystem } from '../assess-system/operation.ts';
import { operation as compareSystem } from '../compare-system/operation.ts';
import { operation as createSubscription } from '../create-subscription/operation.ts';
import { operation as createSystem } from '../create-system/operation.ts';
import { operation as declareEvidence } from '../declare-evidence/operation.ts';
import { operation as endSubscription } from '../end-subscription/operation.ts';
import { operation as evaluate } from '../evaluate/operation.ts';
import { operation as explainFinding } from '../explain-finding/operation.ts';
import { operation as gateSystem } from '../gate-system/operation.ts';
import { operation as getArchive } from '../get-archive/operation.ts';
import { operation as getAssessment } from '../get-assessment/operation.ts';
import { operation as getDeadlines } from '../get-deadlines/operation.ts';
import { operation as getDeclared } from '../get-declared/operation.ts';
import { operation as getGateRun } from '../get-gate-run/operation.ts';
import { operation as getOpenapi } from '../get-openapi/operation.ts';
import { operation as getPack } from '../get-pack/operation.ts';
import { operation as getPackChanges } from '../get-pack-changes/operation.ts';
import { operation as getPackVersion } from '../get-pack-version/operation.ts';
import { operation as getPortfolio } from '../get-portfolio/operation.ts';
import { operation as getRun } from '../get-run/operation.ts';
import { operation as getSystem } from '../get-system/operation.ts';
import { operation as getVersion } from '../get-version/operation.ts';
import type { Operation } from '../http/operation.ts';
import { operation as listActivations } from '../list-activations/operation.ts';
import { operation as listAssessments } from '../list-assessments/operation.ts';
import { operation as listDeclarations } from '../list-declarations/operation.ts';
import { operation as listEvents } from '../list-events/operation.ts';
import { operation as listFacts } from '../list-facts/operation.ts';
import { operation as listFindings } from '../list-findings/operation.ts';
import { operation as listGateRuns } from '../list-gate-runs/operation.ts';
import { operation as listPackVersions } from '../list-pack-versions/operation.ts';
import { operation as listPacks } from '../list-packs/operation.ts';
import { operation as listPortfolioSystems } from '../list-portfolio-systems/operation.ts';
import { operation as listRuns } from '../list-runs/operation.ts';
import { operation as listSubscriptions } from '../list-subscriptions/operation.ts';
import { operation as listSystemEvents } from '../list-system-events/operation.ts';
import { operation as listSystems } from '../list-systems/operation.ts';
import { operation as listVersions } from '../list-versions/operation.ts';
import { operation as patchworkSystem } from '../patchwork-system/operation.ts';
import { operation as postMeasurement } from '../post-measurement/operation.ts';
import { operation as publishPack } from '../publish-pack/operation.ts';
import { operation as requestWaiver } from '../request-waiver/operation.ts';
import { operation as revokeWaiver } from '../revoke-waiver/operation.ts';
import { operation as setOwner } from '../set-owner/operation.ts';
import { operation as startRun } from '../start-run/operation.ts';
import { operation as timelineSystem } from '../timeline-system/operation.ts';
import { operation as updateSystem } from '../update-system/operation.ts';
import { operation as verifySystem } from '../verify-system/operation.ts';

/** Every operation of the API, in the order a reader meets them. */
export const OPERATIONS: readonly Operation[] = [
  evaluate,
  ask,
  createSystem,
  listSystems,
  getSystem,
  updateSystem,
  listVersions,
  getVersion,
  assessSystem,
  listAssessments,
  getAssessment,
  listFindings,
  gateSystem,
  listGateRuns,
  getGateRun,
  declareEvidence,
  postMeasurement,
  setOwner,
  requestWaiver,
  approveWaiver,
  revokeWaiver,
  getDeclared,
  listDeclarations,
  verifySystem,
  getArchive,
  listSystemEvents,
  explainFinding,
  askSystem,
  patchworkSystem,
  timelineSystem,
  compareSystem,
  startRun,
  listRuns,
  getRun,
  listPacks,
  getPack,
  publishPack,
  listPackVersions,
  getPackVersion,
  getPackChanges,
  activatePack,
  listActivations,
  listFacts,
  getOpenapi,
  getPortfolio,
  listPortfolioSystems,
  listEvents,
  createSubscription,
  listSubscriptions,
  endSubscription,
  getDeadlines,
];
