using FsCheck;
using FsCheck.Fluent;
using Platform.Grading;

namespace Platform.UnitTests.Grading;

public sealed class GradingPropertyTests
{
    private static readonly GradingPolicy[] Policies = Enum.GetValues<GradingPolicy>();

    private static readonly Gen<string> Number = Gen.OneOf(
        Gen.Choose(-30, 30).Select(n => $"{n}"),
        Gen.Choose(-30, 30).Zip(Gen.Choose(1, 12)).Select(p => $"\\frac{{{p.Item1}}}{{{p.Item2}}}"),
        Gen.Choose(-30, 30).Zip(Gen.Choose(1, 12)).Select(p => $"{p.Item1}/{p.Item2}"),
        Gen.Choose(0, 400).Select(n => $"{n / 100}.{n % 100:00}"),
        Gen.Choose(1, 50).Select(n => $"\\sqrt{{{n}}}"),
        Gen.Choose(1, 9).Zip(Gen.Choose(1, 50)).Select(p => $"{p.Item1}\\sqrt{{{p.Item2}}}"),
        Gen.Constant("\\pi"),
        Gen.Constant("x"),
        Gen.Constant("y")
    );

    private static readonly Gen<string> Terms = Gen.OneOf(
        Number,
        Number.Zip(Number).Select(p => $"{p.Item1}+{p.Item2}"),
        Number.Zip(Number).Select(p => $"{p.Item1} - {p.Item2}"),
        Number.Zip(Number).Select(p => $"({p.Item1})({p.Item2})"),
        Number.Zip(Number).Select(p => $"\\frac{{{p.Item1}}}{{{p.Item2}}}"),
        Number.Select(n => $"({n}+1)^2")
    );

    private static readonly Gen<string> Answer = Gen.OneOf(
        Terms,
        Terms.Zip(Terms).Select(p => $"({p.Item1}, {p.Item2})"),
        Terms.Zip(Terms).Select(p => $"\\left[{p.Item1},{p.Item2}\\right)"),
        Terms.Zip(Terms).Select(p => $"{p.Item1} or {p.Item2}"),
        Terms.Select(t => $"x={t}"),
        Terms.Select(t => $"${t}$"),
        Terms.Select(t => $"{t}\\%"),
        Gen.Elements("\\text{Evelyn}", "evelyn", "(A)", "A", "\\infty", "no solution", "汉字", "😀")
    );

    private static readonly Arbitrary<string> Answers = Answer.ToArbitrary();

    /// <summary>Returns other ways to write an answer, which mean the same under both policies.</summary>
    private static readonly Func<string, string>[] Rewritings =
    [
        a => a,
        a => $"${a}$",
        a => $" {a} ",
        a => a.Replace("\\frac", "\\dfrac", StringComparison.Ordinal),
        a => a.Replace("(", "\\left(", StringComparison.Ordinal).Replace(")", "\\right)", StringComparison.Ordinal),
        a => a.Replace("+", " + ", StringComparison.Ordinal),
        a => a.Replace(", ", ",", StringComparison.Ordinal),
        a => a.Replace("\\%", "", StringComparison.Ordinal),
    ];

    private static readonly Arbitrary<(string, string)> Rewritten = Answer
        .Zip(Gen.Elements(Rewritings))
        .Zip(Gen.Elements(Rewritings))
        .Select(p => (p.Item1.Item1, p.Item2(p.Item1.Item2(p.Item1.Item1))))
        .ToArbitrary();

    private static readonly Arbitrary<(string, string)> Pairs = Answer
        .Zip(Answer)
        .Select(p => (p.Item1, p.Item2))
        .ToArbitrary();
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2000);

    [Fact]
    public void Every_answer_equals_itself() =>
        Prop.ForAll(Answers, a => Policies.All(p => Grader.Grade(a, string.Concat(a), p).Equal)).Check(Many);

    [Fact]
    public void Any_text_equals_itself_written_with_a_space_behind() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                a =>
                    Policies.All(p =>
                        Grader.Grade(a.Get + " ", a.Get + " ", p).Equal && Grader.Grade(a.Get, a.Get, p).Equal
                    )
            )
            .Check(Many);

    [Fact]
    public void Who_is_given_and_who_is_the_truth_does_not_matter() =>
        Prop.ForAll(
                Pairs,
                p =>
                    Policies.All(policy =>
                        Grader.Grade(p.Item1, p.Item2, policy).Equal == Grader.Grade(p.Item2, p.Item1, policy).Equal
                    )
            )
            .Check(Many);

    [Fact]
    public void Who_is_given_does_not_matter_for_any_text() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<(NonNull<string>, NonNull<string>)>(),
                p =>
                    Policies.All(policy =>
                        Grader.Grade(p.Item1.Get, p.Item2.Get, policy).Equal
                        == Grader.Grade(p.Item2.Get, p.Item1.Get, policy).Equal
                    )
            )
            .Check(Many);

    [Fact]
    public void Equal_answers_have_one_key() =>
        Prop.ForAll(
                Pairs,
                p =>
                    Policies.All(policy =>
                        !Grader.Grade(p.Item1, p.Item2, policy).Equal || HaveOneKey(p.Item1, p.Item2, policy)
                    )
            )
            .Check(Many);

    [Fact]
    public void Another_way_to_write_an_answer_is_equal_and_has_its_key() =>
        Prop.ForAll(
                Rewritten,
                p =>
                    Policies.All(policy =>
                        Grader.Grade(p.Item1, p.Item2, policy).Equal && HaveOneKey(p.Item1, p.Item2, policy)
                    )
            )
            .Check(Many);

    [Fact]
    public void Mathematically_one_key_means_equal() =>
        Prop.ForAll(
                Pairs,
                p =>
                    CanonicalAnswer.Key(p.Item1, GradingPolicy.Mathematical)
                        != CanonicalAnswer.Key(p.Item2, GradingPolicy.Mathematical)
                    || Grader.Grade(p.Item1, p.Item2, GradingPolicy.Mathematical).Equal
            )
            .Check(Many);

    [Fact]
    public void Mathematically_the_key_of_the_reference_means_equal_to_it() =>
        Prop.ForAll(
                Pairs,
                p =>
                    HaveOneKey(p.Item1, p.Item2, GradingPolicy.Mathematical)
                    == Grader.Grade(p.Item1, p.Item2, GradingPolicy.Mathematical).Equal
            )
            .Check(Many);

    private static bool HaveOneKey(string answer, string truth, GradingPolicy policy) =>
        CanonicalAnswer.Key(answer, policy, truth) == CanonicalAnswer.Key(truth, policy, truth);

    [Fact]
    public void Rewriting_a_number_keeps_its_key() =>
        Prop.ForAll(
                Gen.Choose(-999, 999).Zip(Gen.Choose(1, 99)).Zip(Gen.Choose(2, 9)).ToArbitrary(),
                n =>
                {
                    var ((above, below), times) = n;
                    string[] ways =
                    [
                        $"\\frac{{{above}}}{{{below}}}",
                        $"{above}/{below}",
                        $"\\dfrac{{{above}}}{{{below}}}",
                        $"{above * times}/{below * times}",
                    ];
                    return ways.Select(way => CanonicalAnswer.Key(way, GradingPolicy.Mathematical)).Distinct().Count()
                        == 1;
                }
            )
            .Check(Many);
}
