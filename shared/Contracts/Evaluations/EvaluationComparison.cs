namespace Platform.Contracts;

/// <summary>
/// Two evaluations of one pool, strategy by strategy on the same problems, as returned by
/// <c>GET /evaluations/{id}/comparison/{other}</c>. Accuracies are fractions in [0, 1], over the problems that both have.
/// </summary>
/// <param name="Pool">The pool.</param>
/// <param name="First">The first evaluation.</param>
/// <param name="Second">The second evaluation.</param>
/// <param name="Problems">Problems that both have.</param>
/// <param name="Strategies">Strategies that both have, in the order of the first.</param>
/// <param name="Alone">Names of strategies that only one of them has.</param>
/// <param name="Resamples">Bootstrap resamples behind the intervals.</param>
public sealed record EvaluationComparison(
    string Pool,
    ComparedEvaluation First,
    ComparedEvaluation Second,
    int Problems,
    IReadOnlyList<ComparedStrategy> Strategies,
    IReadOnlyList<string> Alone,
    int Resamples
);

/// <summary>An evaluation that is compared.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Samples">Number of samples that its strategies choose among.</param>
/// <param name="Models">Its reward models.</param>
public sealed record ComparedEvaluation(Guid Id, int Samples, IReadOnlyList<ModelLineage> Models);

/// <summary>One strategy in both evaluations.</summary>
/// <param name="Name">Its name.</param>
/// <param name="First">Accuracy in the first evaluation.</param>
/// <param name="Second">Accuracy in the second evaluation.</param>
/// <param name="Difference">Second minus first.</param>
/// <param name="Low">Lower end of the paired 95 % interval of the difference, by bootstrap over problems.</param>
/// <param name="High">Upper end.</param>
/// <param name="OnlyFirst">Problems that are right in the first evaluation and wrong in the second.</param>
/// <param name="OnlySecond">Problems that are right in the second evaluation and wrong in the first.</param>
public sealed record ComparedStrategy(
    string Name,
    double First,
    double Second,
    double Difference,
    double Low,
    double High,
    int OnlyFirst,
    int OnlySecond
);
