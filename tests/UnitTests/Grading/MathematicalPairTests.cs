using Platform.Grading;

namespace Platform.UnitTests.Grading;

public sealed class MathematicalPairTests
{
    private const GradingPolicy Policy = GradingPolicy.Mathematical;

    public static TheoryData<string> Kinds => [.. MathematicalPairs.ByKind.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Answers_of_every_kind_are_equal_exactly_when_they_mean_the_same(string kind)
    {
        var wrong = MathematicalPairs
            .Of(kind)
            .Where(pair => Grader.Grade(pair.Given, pair.Truth, Policy).Equal != pair.Equal)
            .Select(pair => $"{pair.Given} | {pair.Truth}: should be {(pair.Equal ? "equal" : "different")}");
        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Who_is_given_and_who_is_the_truth_does_not_matter(string kind)
    {
        foreach (var (given, truth, equal) in MathematicalPairs.Of(kind))
        {
            Assert.Equal((given, truth, equal), (given, truth, Grader.Grade(truth, given, Policy).Equal));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_answer_has_the_key_of_the_reference_exactly_when_it_is_equal_to_it(string kind)
    {
        foreach (var (given, truth, equal) in MathematicalPairs.Of(kind))
        {
            var isSame = CanonicalAnswer.Key(given, Policy, truth) == CanonicalAnswer.Key(truth, Policy, truth);
            Assert.Equal((given, truth, equal), (given, truth, isSame));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Answers_with_one_key_are_equal(string kind)
    {
        var answers = MathematicalPairs
            .Of(kind)
            .SelectMany(pair => new[] { pair.Given, pair.Truth })
            .Distinct()
            .ToList();
        var groups = answers.GroupBy(answer => CanonicalAnswer.Key(answer, Policy)).Where(group => group.Count() > 1);
        Assert.NotEmpty(answers);
        foreach (var group in groups)
        {
            foreach (var (a, b) in group.SelectMany(a => group.Select(b => (a, b))))
            {
                Assert.True(Grader.Grade(a, b, Policy).Equal, $"{a} | {b} have one key and differ");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_answer_equals_itself_in_another_spelling(string kind)
    {
        Func<string, string>[] spellings =
        [
            answer => answer + " ",
            answer => answer.Replace("\\frac", "\\dfrac", StringComparison.Ordinal),
            answer =>
                answer
                    .Replace("\\left(", "(", StringComparison.Ordinal)
                    .Replace("\\right)", ")", StringComparison.Ordinal),
            answer =>
                answer.Replace(",", ", ", StringComparison.Ordinal).Replace(",  ", ", ", StringComparison.Ordinal),
        ];
        foreach (var (given, truth, _) in MathematicalPairs.Of(kind))
        {
            foreach (var spelling in spellings.Where(_ => !given.Contains("1,", StringComparison.Ordinal)))
            {
                Assert.True(Grader.Grade(spelling(given), given, Policy).Equal, $"{spelling(given)} | {given}");
            }
            Assert.True(Grader.Grade(truth, new string(truth), Policy).Equal, truth);
        }
    }

    [Fact]
    public void Verdicts_and_keys_agree_for_answers_of_different_kinds()
    {
        var answers = MathematicalPairs
            .ByKind.Keys.SelectMany(MathematicalPairs.Of)
            .SelectMany(pair => new[] { pair.Given, pair.Truth })
            .Distinct()
            .ToList();
        var random = new Random(17);
        Assert.NotEmpty(answers);
        for (var i = 0; i < 20_000; i++)
        {
            var (a, b) = (answers[random.Next(answers.Count)], answers[random.Next(answers.Count)]);
            var equal = Grader.Grade(a, b, Policy).Equal;
            Assert.Equal((a, b, equal), (a, b, Grader.Grade(b, a, Policy).Equal));
            Assert.Equal((a, b, equal), (a, b, CanonicalAnswer.Key(a, Policy, b) == CanonicalAnswer.Key(b, Policy, b)));
        }
    }
}
