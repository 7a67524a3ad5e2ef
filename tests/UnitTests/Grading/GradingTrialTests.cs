using System.Text.Json;
using Platform.Grading;
using Platform.Tests;

namespace Platform.UnitTests.Grading;

/// <summary>Pairs after public bug reports of graders, with the right verdict of both policies.</summary>
public sealed class GradingTrialTests
{
    [Fact]
    public void Accepts_no_wrong_answer_and_at_least_98_of_100_verdicts_are_right()
    {
        var trials = Trials("mathematical");
        var wrong = trials.Where(trial => Grade(trial, GradingPolicy.Mathematical) != trial.Equal).ToList();
        wrong.ForEach(trial => TestContext.Current.TestOutputHelper!.WriteLine($"{trial.Given} | {trial.Truth}"));
        Assert.NotEmpty(trials);
        Assert.DoesNotContain(wrong, trial => !trial.Equal);
        Assert.True(wrong.Count <= 0.02 * trials.Count, $"{wrong.Count} of {trials.Count} are wrong");
    }

    [Fact]
    public void Agrees_with_every_verdict_of_OpenAIs_grader()
    {
        var trials = Trials("prm800k");
        Assert.NotEmpty(trials);
        Assert.DoesNotContain(trials, trial => Grade(trial, GradingPolicy.Prm800k) != trial.Equal);
    }

    [Theory]
    [InlineData(GradingPolicy.Mathematical)]
    [InlineData(GradingPolicy.Prm800k)]
    public void Equal_answers_have_the_key_of_the_reference(GradingPolicy policy)
    {
        var trials = Trials("mathematical");
        var parted = trials
            .Where(trial => Grade(trial, policy))
            .Where(trial =>
                CanonicalAnswer.Key(trial.Given, policy, trial.Truth)
                != CanonicalAnswer.Key(trial.Truth, policy, trial.Truth)
            )
            .Select(trial => $"{trial.Given} | {trial.Truth}")
            .ToList();
        parted.ForEach(TestContext.Current.TestOutputHelper!.WriteLine);
        Assert.NotEmpty(trials);
        if (policy == GradingPolicy.Mathematical)
        {
            Assert.Empty(parted);
        }
    }

    [Fact]
    public void Answers_with_one_key_are_equal()
    {
        var answers = Trials("mathematical")
            .SelectMany(trial => new[] { trial.Given, trial.Truth })
            .Distinct()
            .ToList();
        var groups = answers.GroupBy(answer => CanonicalAnswer.Key(answer, GradingPolicy.Mathematical)).ToList();
        Assert.True(groups.Count < answers.Count);
        foreach (var (a, b) in groups.SelectMany(group => group.SelectMany(a => group.Select(b => (a, b)))))
        {
            Assert.True(Grader.Grade(a, b, GradingPolicy.Mathematical).Equal, $"{a} | {b}");
        }
    }

    [Fact]
    public void Who_is_given_and_who_is_the_truth_does_not_matter_for_any_two_answers()
    {
        var answers = Trials("mathematical")
            .SelectMany(trial => new[] { trial.Given, trial.Truth })
            .Distinct()
            .ToList();
        var random = new Random(10);
        Assert.NotEmpty(answers);
        for (var i = 0; i < 20_000; i++)
        {
            var (a, b) = (answers[random.Next(answers.Count)], answers[random.Next(answers.Count)]);
            Assert.Equal(
                (a, b, Grader.Grade(a, b, GradingPolicy.Mathematical).Equal),
                (a, b, Grader.Grade(b, a, GradingPolicy.Mathematical).Equal)
            );
        }
    }

    private static bool Grade(Trial trial, GradingPolicy policy) =>
        Grader.Grade(trial.Given, trial.Truth, policy).Equal;

    private static List<Trial> Trials(string policy) =>
        [
            .. File.ReadLines(RealData.File("trials/grading.jsonl"))
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Where(row => row.GetProperty(policy).ValueKind != JsonValueKind.Null)
                .Select(row => new Trial(
                    row.GetProperty("given").GetString()!,
                    row.GetProperty("truth").GetString()!,
                    row.GetProperty(policy).GetBoolean()
                )),
        ];

    private sealed record Trial(string Given, string Truth, bool Equal);
}
