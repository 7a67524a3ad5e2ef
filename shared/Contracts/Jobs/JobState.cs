namespace Platform.Contracts;

/// <summary>States of a job of any kind.</summary>
public static class JobState
{
    /// <summary>Not admitted; <see cref="JobStatus.Reasons"/> says why.</summary>
    public const string Rejected = "rejected";

    /// <summary>Admitted; no worker has reported on it yet.</summary>
    public const string Accepted = "accepted";

    /// <summary>A worker has reported on it.</summary>
    public const string Running = "running";

    /// <summary>
    /// Cancelled by a user while a worker holds one of its items; the job ends after the worker has stopped.
    /// </summary>
    public const string Cancelling = "cancelling";

    /// <summary>Ended with a result.</summary>
    public const string Completed = "completed";

    /// <summary>Ended without a result.</summary>
    public const string Failed = "failed";

    /// <summary>Ended because a user cancelled it.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>True while workers should continue.</summary>
    public static bool IsWanted(string state) => state is Accepted or Running;

    /// <summary>
    /// True until the job ends; also accepts the states of one kind of job (<see cref="EvaluationState"/>).
    /// </summary>
    public static bool IsOpen(string state) => state is not (Rejected or Completed or Failed or Cancelled);
}

/// <summary>Kinds of jobs.</summary>
public static class JobKinds
{
    /// <summary><see cref="SubmitEvaluation"/>.</summary>
    public const string Evaluation = "evaluation";

    /// <summary><see cref="TrainRewardModel"/> and <see cref="TrainLanguageModel"/>.</summary>
    public const string Training = "training";

    /// <summary><see cref="SubmitSelection"/>.</summary>
    public const string Selection = "selection";

    /// <summary><see cref="SubmitLabelling"/>.</summary>
    public const string Labelling = "labelling";

    /// <summary><see cref="SubmitExperiment"/>.</summary>
    public const string Experiment = "experiment";

    /// <summary><see cref="SubmitGenerations"/>.</summary>
    public const string Generations = "generations";

    /// <summary><see cref="SubmitSearch"/>.</summary>
    public const string Search = "search";

    /// <summary>All kinds.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Evaluation,
        Training,
        Selection,
        Labelling,
        Experiment,
        Generations,
        Search,
    ];
}

/// <summary>
/// Kinds of work items; the stages of a job have the same names, except that the stage <c>expand</c> of a search has the items
/// <c>expand</c> and <c>guide</c>.
/// </summary>
public static class WorkKinds
{
    /// <summary><see cref="Contracts.GenerateSolutions"/>.</summary>
    public const string Generate = "generate";

    /// <summary><see cref="Contracts.ScoreSolutions"/>.</summary>
    public const string Score = "score";

    /// <summary><see cref="Contracts.BuildReport"/>.</summary>
    public const string Select = "select";

    /// <summary><see cref="Contracts.FreezeTrainingSet"/>.</summary>
    public const string Freeze = "freeze";

    /// <summary><see cref="Contracts.RunTraining"/>.</summary>
    public const string Train = "train";

    /// <summary><see cref="Contracts.ChooseSolutions"/>.</summary>
    public const string Choose = "choose";

    /// <summary><see cref="Contracts.LabelSolutions"/>.</summary>
    public const string Label = "label";

    /// <summary><see cref="Contracts.SummariseExperiment"/>.</summary>
    public const string Summarise = "summarise";

    /// <summary><see cref="Contracts.GenerateSteps"/>.</summary>
    public const string Expand = "expand";

    /// <summary><see cref="Contracts.ScoreSolutions"/> for the partial solutions of a search.</summary>
    public const string Guide = "guide";

    /// <summary><see cref="Contracts.BuildSearchReport"/>.</summary>
    public const string Compare = "compare";

    /// <summary><see cref="Contracts.GenerateSteps"/> for completions that label.</summary>
    public const string Rollout = "rollout";

    /// <summary>A solution that a person rates; nothing is published for it: <see cref="LabellingTask"/>.</summary>
    public const string People = "people";
}

/// <summary>Names of the queues.</summary>
public static class Queues
{
    /// <summary>Submissions of evaluations.</summary>
    public const string EvaluationJobs = "evaluation-jobs";

    /// <summary>Submissions of trainings.</summary>
    public const string TrainingJobs = "training-jobs";

    /// <summary>Submissions of selections for labelling.</summary>
    public const string SelectionJobs = "selection-jobs";

    /// <summary>Submissions of labellings.</summary>
    public const string LabellingJobs = "labelling-jobs";

    /// <summary>Submissions of experiments.</summary>
    public const string ExperimentJobs = "experiment-jobs";

    /// <summary>Submissions of generations.</summary>
    public const string GenerationsJobs = "generations-jobs";

    /// <summary>Submissions of searches.</summary>
    public const string SearchJobs = "search-jobs";

    /// <summary>Generators compete for its messages.</summary>
    public const string GenerateSolutions = "generator-generate-solutions";

    /// <summary>Generators compete for its messages.</summary>
    public const string GenerateSteps = "generator-generate-steps";

    /// <summary>Scorers compete for its messages.</summary>
    public const string ScoreSolutions = "scorer-score-solutions";

    /// <summary>Commands of the gateway: generators take them before those of <see cref="GenerateSolutions"/>.</summary>
    public const string GenerateInteractively = "generator-interactive";

    /// <summary>Commands of the gateway: scorers take them before those of <see cref="ScoreSolutions"/>.</summary>
    public const string ScoreInteractively = "scorer-interactive";

    /// <summary>Selectors compete for its messages.</summary>
    public const string BuildReport = "selector-build-report";

    /// <summary>Selectors compete for its messages.</summary>
    public const string ChooseSolutions = "selector-choose-solutions";

    /// <summary>Selectors compete for its messages.</summary>
    public const string BuildSearchReport = "selector-build-search-report";

    /// <summary>Selectors compete for its messages.</summary>
    public const string SummariseExperiment = "selector-summarise-experiment";

    /// <summary>Trainers compete for its messages.</summary>
    public const string RunTraining = "trainer-run-training";

    /// <summary>Commands that Dataset handles itself.</summary>
    public const string FreezeTrainingSet = "dataset-freeze-training-set";

    /// <summary>Labelling, which Dataset handles itself.</summary>
    public const string LabelSolutions = "dataset-label-solutions";
}

/// <summary>
/// Message headers for job bookkeeping. A worker copies them from a command to its reply. A command without them comes from
/// another client, to which the worker replies by request and response.
/// </summary>
public static class WorkHeaders
{
    /// <summary>Id of the work item, in decimal digits.</summary>
    public const string WorkItem = "platform-work-item";

    /// <summary>Id of the job, for logs and traces.</summary>
    public const string Job = "platform-job";
}
