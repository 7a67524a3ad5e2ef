using Platform.Contracts;
using Refit;

namespace Platform.DatasetClient;

/// <summary>
/// Dataset's HTTP API, as its callers use it. A non-2xx response throws <c>ApiException</c> with Dataset's error message.
/// </summary>
public interface IDatasetApi
{
    [Get("/pools")]
    Task<IReadOnlyList<PoolSummary>> GetPools(CancellationToken cancellationToken = default);

    [Get("/pools/{name}")]
    Task<PoolSummary> GetPool(string name, CancellationToken cancellationToken = default);

    /// <summary>The body is the unchanged file; if the format is null, it is recognised from the content.</summary>
    [Post("/pools/{name}/import")]
    Task<ImportResult> Import(
        string name,
        string? format,
        [Body] Stream file,
        CancellationToken cancellationToken = default
    );

    /// <summary>The same, without problems that are in certain pools.</summary>
    /// <param name="name">The pool to add to.</param>
    /// <param name="format">The format; null if it is recognised from the content.</param>
    /// <param name="notIn">The pools.</param>
    /// <param name="refuseOverlap">True: such problems are errors. False: they are left out and counted.</param>
    /// <param name="file">The unchanged file.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    [Post("/pools/{name}/import")]
    Task<ImportResult> ImportWithout(
        string name,
        string? format,
        [Query(CollectionFormat.Multi)] IReadOnlyList<string> notIn,
        bool refuseOverlap,
        [Body] Stream file,
        CancellationToken cancellationToken
    );

    /// <summary>Policy <c>prm800k</c> or <c>mathematical</c>; a dry run changes nothing.</summary>
    [Post("/pools/{name}/regrade")]
    Task<RegradeResult> Regrade(string name, string policy, bool dryRun, CancellationToken cancellationToken = default);

    /// <summary>
    /// A pool file with the labels of one labeller (<c>file</c>, <c>oracle</c>); null: the labels that came with the file.
    /// </summary>
    [Get("/pools/{name}/export")]
    Task<Stream> Export(string name, string? labeller = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// A pool as a file of one of the formats; the header <see cref="ExportSummary.Header"/> says what it holds. A refusal is a
    /// response, too.
    /// </summary>
    [Get("/pools/{name}/export")]
    Task<IApiResponse<Stream>> ExportFile(
        string name,
        [Query(CollectionFormat.Multi)] ExportOptions options,
        CancellationToken cancellationToken = default
    );

    /// <summary>Labels everything that has no labels of this labeller yet.</summary>
    [Post("/pools/{name}/labels")]
    Task<LabelResult> Label(string name, [Body] LabelPool labels, CancellationToken cancellationToken = default);

    [Get("/models")]
    Task<IReadOnlyList<ModelSummary>> GetModels(CancellationToken cancellationToken = default);

    /// <summary>
    /// A model by content hash, or the newest of that name; kind <c>language</c>, <c>process</c>, <c>outcome</c> or null:
    /// any.
    /// </summary>
    [Get("/models/{nameOrVersion}")]
    Task<ModelSummary> GetModel(
        string nameOrVersion,
        string? kind = null,
        CancellationToken cancellationToken = default
    );

    [Get("/models/{version}/files")]
    Task<IReadOnlyList<ModelFile>> GetModelFiles(string version, CancellationToken cancellationToken = default);

    /// <summary>A file of any registered model, by its content hash; the range null: all of it.</summary>
    [Get("/files/{sha256}")]
    Task<IApiResponse<Stream>> GetFile(
        string sha256,
        [Header("Range")] string? range = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>200 if the file is stored; otherwise 404, with the bytes that have arrived in <c>Upload-Offset</c>.</summary>
    [Head("/files/{sha256}")]
    Task<IApiResponse> HeadFile(string sha256, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores a file, or appends a range such as <c>bytes 0-1023/4096</c>, under its SHA-256, which is verified. Repeating it
    /// changes nothing.
    /// </summary>
    [Put("/files/{sha256}")]
    Task PutFile(
        string sha256,
        [Header("Content-Range")] string? range,
        [Body] Stream file,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Registers a model whose files are already stored. The version is verified; repeating it changes nothing.
    /// </summary>
    [Put("/models/{version}")]
    Task PutModel(string version, [Body] IReadOnlyList<ModelFile> files, CancellationToken cancellationToken = default);

    /// <summary>What the token of a request allows; 401 if it is unknown, expired or revoked.</summary>
    /// <param name="authorization">The header <c>Authorization</c>, in place of the caller's own.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    [Get("/access")]
    Task<TokenAccess> GetAccess(
        [Header("Authorization")] string authorization,
        CancellationToken cancellationToken = default
    );

    /// <summary>The personal access tokens of an account; owner null: all.</summary>
    [Get("/tokens")]
    Task<IReadOnlyList<AccessToken>> GetTokens(CancellationToken cancellationToken, string? owner = null);

    [Post("/tokens")]
    Task<CreatedToken> CreateToken([Body] CreateToken token, CancellationToken cancellationToken);

    /// <summary>Revokes a token; with an owner, only if the token belongs to this account.</summary>
    [Delete("/tokens/{id}")]
    Task RevokeToken(Guid id, CancellationToken cancellationToken, string? owner = null);

    [Get("/evaluations")]
    Task<IReadOnlyList<EvaluationStatus>> GetEvaluations(
        string? pool = null,
        CancellationToken cancellationToken = default
    );

    [Get("/evaluations/{id}")]
    Task<EvaluationStatus> GetEvaluation(Guid id, CancellationToken cancellationToken = default);

    /// <summary>JSON lines: <see cref="EvaluationHeader"/>, then one <see cref="ProblemColumns"/> per problem.</summary>
    [Get("/evaluations/{id}/columns")]
    Task<Stream> GetColumns(Guid id, CancellationToken cancellationToken = default);

    [Put("/evaluations/{id}/report")]
    Task PutReport(Guid id, [Body] ReportResult result, CancellationToken cancellationToken = default);

    [Get("/evaluations/{id}/report")]
    Task<EvaluationReport> GetReport(Guid id, CancellationToken cancellationToken = default);

    [Get("/evaluations/{id}/report.csv")]
    Task<string> GetReportCsv(Guid id, CancellationToken cancellationToken = default);

    [Get("/evaluations/{id}/report.html")]
    Task<string> GetReportHtml(Guid id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Problems with what every strategy picks: those on which the strategy <paramref name="right"/> is right and the
    /// strategy <paramref name="wrong"/> is wrong.
    /// </summary>
    [Get("/evaluations/{id}/problems")]
    Task<EvaluationProblemPage> GetEvaluationProblems(
        Guid id,
        string? search = null,
        string? right = null,
        string? wrong = null,
        int? skip = null,
        int? take = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>The same as CSV, all of them.</summary>
    [Get("/evaluations/{id}/problems.csv")]
    Task<string> GetEvaluationProblemsCsv(
        Guid id,
        string? search = null,
        string? right = null,
        string? wrong = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>What every strategy picks on the problem of a key; key null: on every problem.</summary>
    [Get("/evaluations/{id}/picks")]
    Task<EvaluationPicks> GetPicks(Guid id, string? key = null, CancellationToken cancellationToken = default);

    /// <summary>Two evaluations of one pool: paired differences per strategy.</summary>
    [Get("/evaluations/{id}/comparison/{other}")]
    Task<EvaluationComparison> GetComparison(Guid id, Guid other, CancellationToken cancellationToken = default);

    [Get("/selections")]
    Task<IReadOnlyList<SelectionStatus>> GetSelections(
        string? pool = null,
        CancellationToken cancellationToken = default
    );

    [Get("/selections/{id}")]
    Task<SelectionStatus> GetSelection(Guid id, CancellationToken cancellationToken = default);

    /// <summary>JSON lines: <see cref="SelectionHeader"/>, then one <see cref="SelectionColumns"/> per problem.</summary>
    [Get("/selections/{id}/columns")]
    Task<Stream> GetSelectionColumns(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Stores a choice; a choice that is stored already is kept.</summary>
    [Put("/selections/{id}/choice")]
    Task PutChoice(Guid id, [Body] SelectionChoice choice, CancellationToken cancellationToken = default);

    /// <summary>JSON lines, each a <see cref="SelectedLine"/>.</summary>
    [Get("/selections/{id}/solutions")]
    Task<Stream> GetSelectedSolutions(Guid id, CancellationToken cancellationToken = default);

    [Get("/selections/{id}/report.html")]
    Task<string> GetSelectionHtml(Guid id, CancellationToken cancellationToken = default);

    [Get("/searches")]
    Task<IReadOnlyList<SearchStatus>> GetSearches(string? pool = null, CancellationToken cancellationToken = default);

    [Get("/searches/{id}")]
    Task<SearchStatus> GetSearch(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Up to <see cref="SearchedProblem.Most"/> problems of a search.</summary>
    [Get("/searches/{id}/problems")]
    Task<IReadOnlyList<SearchedProblem>> GetSearchedProblems(
        Guid id,
        int skip = 0,
        CancellationToken cancellationToken = default
    );

    [Get("/searches/{id}/tree")]
    Task<SearchTreeView> GetSearchTree(Guid id, string key, CancellationToken cancellationToken = default);

    /// <summary>JSON lines: <see cref="SearchHeader"/>, then one <see cref="SearchColumns"/> per problem.</summary>
    [Get("/searches/{id}/columns")]
    Task<Stream> GetSearchColumns(Guid id, CancellationToken cancellationToken = default);

    [Put("/searches/{id}/report")]
    Task PutSearchReport(Guid id, [Body] SearchReport report, CancellationToken cancellationToken = default);

    [Get("/searches/{id}/report.html")]
    Task<string> GetSearchHtml(Guid id, CancellationToken cancellationToken = default);

    [Get("/labellings")]
    Task<IReadOnlyList<LabellingStatus>> GetLabellings(CancellationToken cancellationToken = default);

    [Get("/labellings/{id}")]
    Task<LabellingStatus> GetLabelling(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Compares the labels of a model or of rollouts with the exact oracle's.</summary>
    /// <param name="id">The labelling.</param>
    /// <param name="cut">The fraction from which a step is right; null: any above 0.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    [Get("/labellings/{id}/quality")]
    Task<LabelQuality> GetLabelQuality(Guid id, double? cut = null, CancellationToken cancellationToken = default);

    /// <summary>Submits a labelling as its queue would; 400 with every reason if it is rejected.</summary>
    [Post("/labellings")]
    Task<LabellingAccepted> SubmitLabelling(
        [Body] SubmitLabelling labelling,
        CancellationToken cancellationToken = default
    );

    [Get("/experiments")]
    Task<IReadOnlyList<ExperimentStatus>> GetExperiments(CancellationToken cancellationToken = default);

    [Get("/experiments/{id}")]
    Task<ExperimentStatus> GetExperiment(Guid id, CancellationToken cancellationToken = default);

    /// <summary>What a submission would start and cost; 400 with the reasons if it would be rejected.</summary>
    [Post("/experiments/estimate")]
    Task<PlanEstimate> EstimateExperiment([Body] Stream submission, CancellationToken cancellationToken = default);

    /// <summary>What an experiment compares.</summary>
    [Get("/experiments/{id}/arms")]
    Task<ExperimentArms> GetArms(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Stores a report; a report that is stored already is kept.</summary>
    [Put("/experiments/{id}/report")]
    Task PutExperimentReport(Guid id, [Body] ExperimentReport report, CancellationToken cancellationToken = default);

    [Get("/experiments/{id}/report.html")]
    Task<string> GetExperimentHtml(Guid id, CancellationToken cancellationToken = default);

    [Get("/generations")]
    Task<IReadOnlyList<GenerationsStatus>> GetGenerations(CancellationToken cancellationToken = default);

    /// <summary>Without the results, which take reading every report.</summary>
    [Get("/generations/{id}?results=false")]
    Task<GenerationsStatus> GetGenerationsProgress(Guid id, CancellationToken cancellationToken = default);

    [Get("/generations/{id}")]
    Task<GenerationsStatus> GetGenerations(Guid id, CancellationToken cancellationToken = default);

    [Get("/generations/{id}/report.html")]
    Task<string> GetGenerationsHtml(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Labellings by people with their statistics, newest first.</summary>
    [Get("/rounds")]
    Task<IReadOnlyList<LabellingRound>> GetRounds(CancellationToken cancellationToken = default);

    [Get("/rounds/{id}")]
    Task<LabellingRound> GetRound(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Agreement between the people of a round.</summary>
    [Get("/rounds/{id}/agreement")]
    Task<RoundAgreement> GetAgreement(Guid id, CancellationToken cancellationToken = default);

    /// <summary>
    /// The labeller's open task, or the next one; no content if none is left, 403 if the labeller is excluded or was not
    /// admitted by the screening.
    /// </summary>
    [Post("/tasks/next")]
    Task<IApiResponse<LabellingTask>> TakeTask([Body] TakeTask request, CancellationToken cancellationToken = default);

    /// <summary>Stores the rating of a step; repeating it changes nothing.</summary>
    [Put("/tasks/{id}/ratings/{step}")]
    Task RateStep(Guid id, int step, [Body] RateStep rating, CancellationToken cancellationToken = default);

    /// <summary>Takes the rating of a step back; repeating it changes nothing.</summary>
    [Delete("/tasks/{id}/ratings/{step}")]
    Task UnrateStep(Guid id, int step, string labeller, CancellationToken cancellationToken = default);

    /// <summary>Other completions of a step that the labeller has rated bad.</summary>
    [Get("/tasks/{id}/alternatives/{step}")]
    Task<StepAlternatives> GetAlternatives(
        Guid id,
        int step,
        string labeller,
        CancellationToken cancellationToken = default
    );

    /// <summary>Rates another completion of a bad step; repeating it changes nothing.</summary>
    [Put("/tasks/{id}/alternatives/{step}")]
    Task RateAlternative(
        Guid id,
        int step,
        [Body] RateAlternative rating,
        CancellationToken cancellationToken = default
    );

    /// <summary>Writes the labeller's own step in place of a bad one; repeating it changes nothing.</summary>
    [Put("/tasks/{id}/own-steps/{step}")]
    Task WriteStep(Guid id, int step, [Body] WriteStep own, CancellationToken cancellationToken = default);

    /// <summary>Ends a task; repeating it changes nothing.</summary>
    [Post("/tasks/{id}/end")]
    Task EndTask(Guid id, [Body] EndTask end, CancellationToken cancellationToken = default);

    /// <summary>The adjudicator's open disagreement, or the next one; no content if none is left.</summary>
    [Post("/adjudications/next")]
    Task<IApiResponse<Adjudication>> TakeAdjudication(
        [Body] TakeTask request,
        CancellationToken cancellationToken = default
    );

    /// <summary>The people who label, with their controls, screenings and exclusions.</summary>
    [Get("/labellers")]
    Task<IReadOnlyList<LabellerSummary>> GetLabellers(CancellationToken cancellationToken = default);

    /// <summary>What a labeller has done today.</summary>
    [Get("/labellers/{name}/day")]
    Task<LabellerDay> GetDay(string name, CancellationToken cancellationToken = default);

    /// <summary>Leaves a labeller's work out of exports, trainings and figures.</summary>
    [Post("/labellers/{name}/exclude")]
    Task Exclude(string name, [Body] ExcludeLabeller request, CancellationToken cancellationToken = default);

    /// <summary>Undoes an exclusion.</summary>
    [Post("/labellers/{name}/include")]
    Task Include(string name, CancellationToken cancellationToken = default);

    /// <summary>Lets a labeller repeat the screening.</summary>
    [Post("/labellers/{name}/screening")]
    Task ScreenAgain(string name, CancellationToken cancellationToken = default);

    /// <summary>Gold solutions of a pool.</summary>
    [Get("/pools/{name}/gold")]
    Task<IReadOnlyList<GoldSolution>> GetGold(string name, CancellationToken cancellationToken = default);

    /// <summary>Marks solutions as gold, all of them or none.</summary>
    [Put("/pools/{name}/gold")]
    Task<GoldResult> MarkGold(
        string name,
        [Body] IReadOnlyList<GoldMark> marks,
        CancellationToken cancellationToken = default
    );

    /// <summary>Makes gold solutions of labels; solutions that are gold already stay as they are.</summary>
    [Post("/pools/{name}/gold")]
    Task<GoldResult> TakeGold(string name, [Body] GoldFromLabels from, CancellationToken cancellationToken = default);

    /// <summary>Problems of a pool whose statement or key contains the search.</summary>
    [Get("/pools/{name}/problems")]
    Task<ProblemPage> GetProblems(
        string name,
        string? search = null,
        int? skip = null,
        int? take = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>The same as CSV, all of them.</summary>
    [Get("/pools/{name}/problems.csv")]
    Task<string> GetProblemsCsv(string name, string? search = null, CancellationToken cancellationToken = default);

    /// <summary>All candidates of a problem with their scores, as CSV.</summary>
    [Get("/pools/{name}/problems/candidates.csv")]
    Task<string> GetCandidatesCsv(string name, string key, CancellationToken cancellationToken = default);

    /// <summary>
    /// A problem by its key, with candidates, their scores and their labels: <paramref name="take"/> of them from
    /// <paramref name="skip"/>, or the part with the sample number <paramref name="sample"/>.
    /// </summary>
    [Get("/pools/{name}/problems/detail")]
    Task<ProblemDetail> GetProblem(
        string name,
        string key,
        int? skip = null,
        int? take = null,
        int? sample = null,
        CancellationToken cancellationToken = default
    );

    [Get("/trainings")]
    Task<IReadOnlyList<TrainingStatus>> GetTrainings(CancellationToken cancellationToken = default);

    [Get("/trainings/{id}")]
    Task<TrainingStatus> GetTraining(Guid id, CancellationToken cancellationToken = default);

    /// <summary>
    /// A training's set as it would be if it were frozen now; a different hash means that something has changed since.
    /// </summary>
    [Get("/trainings/{id}/set")]
    Task<TrainingSetSummary> GetTrainingSetNow(Guid id, CancellationToken cancellationToken = default);

    /// <summary>How much pools have for a training; names of labellers as for its submission.</summary>
    [Get("/training-sets/size")]
    Task<TrainingSetSize> GetTrainingSetSize(
        string train,
        [Query(CollectionFormat.Multi)] IReadOnlyList<string> pool,
        string? labeller = null,
        string? outcome = null,
        [Query(CollectionFormat.Multi)] IReadOnlyList<Guid>? selection = null,
        [Query(CollectionFormat.Multi)] IReadOnlyList<string>? notIn = null,
        string? solutions = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Jobs of every kind, newest first; kind null: all.</summary>
    [Get("/jobs")]
    Task<IReadOnlyList<JobStatus>> GetJobs(string? kind = null, CancellationToken cancellationToken = default);

    [Get("/jobs/{id}")]
    Task<JobStatus> GetJob(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Cancels a job of any kind, and the jobs that it started.</summary>
    [Post("/jobs/{id}/cancel")]
    Task<JobStatus> CancelJob(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Pauses a job of any kind: it enters no further stage and starts no further job.</summary>
    [Post("/jobs/{id}/pause")]
    Task<JobStatus> PauseJob(Guid id, CancellationToken cancellationToken = default);

    [Post("/jobs/{id}/resume")]
    Task<JobStatus> ResumeJob(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Whether an operator has paused the publishing of work.</summary>
    [Get("/dispatcher")]
    Task<DispatcherState> GetDispatcher(CancellationToken cancellationToken = default);

    /// <summary>Stops publishing new work; work in flight finishes.</summary>
    [Post("/dispatcher/pause")]
    Task<DispatcherState> PauseDispatcher(CancellationToken cancellationToken = default);

    [Post("/dispatcher/resume")]
    Task<DispatcherState> ResumeDispatcher(CancellationToken cancellationToken = default);

    /// <summary>JSON lines, each a <see cref="TrainingExample"/>.</summary>
    [Get("/training-sets/{sha256}")]
    Task<Stream> GetTrainingSet(string sha256, CancellationToken cancellationToken = default);
}
