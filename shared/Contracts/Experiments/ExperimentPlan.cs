namespace Platform.Contracts;

/// <summary>What an experiment runs on.</summary>
/// <param name="Tests">Pools on which models are compared, such as held-out problems; one, or several for best-of-n.</param>
/// <param name="Models">
/// Reward models to compare. If absent in best-of-n, they are trained; in game24, they stand beside those that are trained.
/// </param>
/// <param name="Generator">
/// Language model that writes missing solutions and whose weights reward models start from. If absent in best-of-n, one is
/// trained for every seed.
/// </param>
/// <param name="Corpus">best-of-n: worked solutions to train the generator on.</param>
/// <param name="Pool">Solutions to label and train on.</param>
/// <param name="OutcomeSamples">
/// best-of-n: solutions per problem for a second outcome model, which is cheaper to label than a process model.
/// </param>
/// <param name="Selector">Process model that scores the solutions to choose from.</param>
/// <param name="SelectorPool">
/// active-learning: solutions to train the selector on, once for every seed. It takes the place of
/// <paramref name="Selector"/>.
/// </param>
/// <param name="Supervisor"><c>oracle</c> (if absent), <c>model:NAME</c>, <c>people</c> or <c>rollouts:MODEL</c>: who labels.</param>
/// <param name="Sizes">Numbers of labelled solutions, ascending.</param>
/// <param name="Epochs">
/// Passes over the labelled solutions, one number for each size; if absent, the recipe's. game24: passes over the texts,
/// ascending, one model of each kind for every number.
/// </param>
/// <param name="Seeds">Seeds; one run each. 0 if absent.</param>
/// <param name="Arms">active-learning: the policies to compare; the first is the control. Uniform and mixed if absent.</param>
/// <param name="Sampling">How missing solutions are sampled.</param>
/// <param name="Recipe">Hyper-parameters of the process models, and of outcome models without their own.</param>
/// <param name="OutcomeRecipe">best-of-n: hyper-parameters of the outcome model on <paramref name="OutcomeSamples"/>.</param>
/// <param name="GeneratorRecipe">best-of-n: hyper-parameters of the generator.</param>
/// <param name="StrictPool">
/// game24: as <paramref name="Pool"/>, without the texts that share three remaining numbers with a test.
/// </param>
/// <param name="Rollouts">
/// supervision: process models that are trained on labels by rollouts of the whole pool, one for each. With the same limit of
/// tokens, they cost the same.
/// </param>
public sealed record ExperimentPlan(
    IReadOnlyList<PlannedPool> Tests,
    IReadOnlyList<string>? Models = null,
    string? Generator = null,
    PlannedPool? Corpus = null,
    PlannedPool? Pool = null,
    int? OutcomeSamples = null,
    string? Selector = null,
    PlannedPool? SelectorPool = null,
    string? Supervisor = null,
    IReadOnlyList<int>? Sizes = null,
    IReadOnlyList<double>? Epochs = null,
    IReadOnlyList<long>? Seeds = null,
    IReadOnlyList<SelectionArm>? Arms = null,
    Sampling? Sampling = null,
    TrainingRecipe? Recipe = null,
    TrainingRecipe? OutcomeRecipe = null,
    TrainingRecipe? GeneratorRecipe = null,
    PlannedPool? StrictPool = null,
    IReadOnlyList<RolloutArm>? Rollouts = null
);

/// <summary>Labels by rollouts to train a process model on.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Settings">How solutions are completed, by the plan's generator.</param>
/// <param name="Fractions">How the model learns from the fractions; the recipe's if absent.</param>
/// <param name="LabelCut"><c>cut</c>: the fraction from which a step is right; the recipe's if absent.</param>
public sealed record RolloutArm(
    string Name,
    RolloutSettings Settings,
    string? Fractions = null,
    double? LabelCut = null
);

/// <summary>One way to choose what is labelled.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Aggregation">How steps become a score; <see cref="ScoreAggregation.Product"/> if absent.</param>
/// <param name="Continue">
/// True: training starts from the selector's weights. False or absent: from the generator's.
/// </param>
/// <param name="Keep">True: the selector's own labelled solutions are trained on too. They are not counted in the size.</param>
public sealed record SelectionArm(
    string Name,
    SelectionPolicy Policy,
    ScoreAggregation? Aggregation = null,
    bool Continue = false,
    bool Keep = false
);
