using System.Runtime.InteropServices;
using Platform.Contracts;
using Platform.Kernels.Selection;

namespace Platform.Selector.Evaluations.Steps;

/// <summary>One model's view of one problem's rated steps, as one labeller has rated them.</summary>
internal sealed class RatedProblem
{
    private readonly List<RatedStep> _steps;
    private readonly List<RatedSolution> _solutions;

    private RatedProblem(string? subject, int steps, int solutions) =>
        (Subject, _steps, _solutions) = (subject, new(steps), new(solutions));

    public string? Subject { get; }

    /// <summary>The rated steps, solution by solution.</summary>
    public ReadOnlySpan<RatedStep> Steps => CollectionsMarshal.AsSpan(_steps);

    /// <summary>The solutions with a usable score and a rated step.</summary>
    public ReadOnlySpan<RatedSolution> Solutions => CollectionsMarshal.AsSpan(_solutions);

    /// <param name="problem">The problem's columns.</param>
    /// <param name="model">The model's place in them.</param>
    /// <param name="classes">The model's classes.</param>
    /// <param name="labeller">The labeller's place.</param>
    /// <param name="cut">The fraction from which a step is right.</param>
    /// <exception cref="InvalidDataException">The columns contradict each other.</exception>
    public static RatedProblem Read(ProblemColumns problem, int model, ClassColumns classes, int labeller, double cut)
    {
        Check(problem, problem.Labels is null || labeller < problem.Labels.Count, "a labeller's column is missing");
        if (problem.Labels?[labeller] is not { } columns || problem.Scores[model] is not { } scores)
        {
            return new RatedProblem(problem.Subject, 0, 0);
        }
        var rated = new RatedProblem(problem.Subject, columns.Labels.Length, problem.Correct.Length);
        var rows = MemoryMarshal.Cast<byte, int>(columns.Rows);
        var labels = MemoryMarshal.Cast<byte, sbyte>(columns.Labels);
        var fractions = MemoryMarshal.Cast<byte, double>(columns.Fractions ?? []);
        Check(problem, columns.Rows.Length == problem.Answers.Length, "rows are not one a sample");
        Check(problem, labels.Count(LabelColumns.Fraction) == fractions.Length, "fractions are not one a mark");
        var scored = MemoryMarshal.Cast<byte, int>(scores.Rows);
        var probabilities = MemoryMarshal.Cast<byte, double>(scores.Probabilities);
        for (int sample = 0; sample < rows.Length; sample++)
        {
            Check(problem, rows[sample] >= 0 && rows[sample] <= labels.Length, $"they end within sample {sample}");
            var own = labels[..rows[sample]];
            labels = labels[rows[sample]..];
            var ownFractions = fractions[..own.Count(LabelColumns.Fraction)];
            fractions = fractions[ownFractions.Length..];
            int length = scored[sample] * classes.Count;
            rated.Add(own, ownFractions, cut, probabilities[..length], classes);
            probabilities = probabilities[length..];
        }
        Check(problem, labels.IsEmpty, "they go on after the last sample");
        return rated;
    }

    // A model that gave a different number of rows than there are steps has not scored the steps.
    private void Add(
        ReadOnlySpan<sbyte> labels,
        ReadOnlySpan<double> fractions,
        double cut,
        ReadOnlySpan<double> rows,
        ClassColumns classes
    )
    {
        var correct = new double[labels.Length];
        if (
            labels.IndexOfAnyExcept(LabelColumns.Unrated) < 0
            || !StepScores.Correct(rows, classes, NeutralPolicy.Positive, correct)
        )
        {
            return;
        }
        int from = _steps.Count;
        var ratings = new sbyte[labels.Length];
        for (int step = 0; step < labels.Length; step++)
        {
            ratings[step] = labels[step];
            float share = labels[step] >= 0 ? 1 : 0;
            if (labels[step] == LabelColumns.Fraction)
            {
                ratings[step] = (sbyte)(fractions[0] >= cut ? 1 : -1);
                share = (float)fractions[0];
                fractions = fractions[1..];
            }
            if (labels[step] != LabelColumns.Unrated)
            {
                _steps.Add(
                    new RatedStep(correct[step], share, ratings[step], (ushort)Math.Min(step + 1, ushort.MaxValue))
                );
            }
        }
        _solutions.Add(
            new RatedSolution(
                from,
                _steps.Count - from,
                labels.Length,
                FirstError.Labelled(ratings, out int first) ? FirstErrorRange.Of(correct, first) : null
            )
        );
    }

    private static void Check(ProblemColumns problem, bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidDataException($"Labels of problem {problem.Key}: {what}.");
        }
    }
}

/// <summary>A rated step.</summary>
/// <param name="Correct">P(correct).</param>
/// <param name="Share">Probability that the step is right, according to its label.</param>
/// <param name="Rating">-1, 0 or 1.</param>
/// <param name="Position">Its number in the solution, from 1.</param>
internal readonly record struct RatedStep(double Correct, float Share, sbyte Rating, ushort Position)
{
    public bool IsRight => Rating >= 0;
}

/// <summary>A solution with rated steps.</summary>
/// <param name="From">Its first rated step within the problem.</param>
/// <param name="Count">Number of its rated steps.</param>
/// <param name="Length">Number of its steps, rated or not.</param>
/// <param name="Range">
/// Thresholds that give the labelled first wrong step; null if the labels do not decide which step that is.
/// </param>
internal readonly record struct RatedSolution(int From, int Count, int Length, FirstErrorRange? Range);
