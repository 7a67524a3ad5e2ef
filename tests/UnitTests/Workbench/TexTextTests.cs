using Platform.Workbench.Tex;

namespace Platform.UnitTests.Workbench;

public sealed class TexTextTests
{
    [Theory]
    [InlineData("Let $x$ be 2.", "$x$")]
    [InlineData("so $ab + bc + ca = 5$.", "$ab + bc + ca = 5$")]
    [InlineData("exactly $5$ of them", "$5$")]
    [InlineData("$ x = 5 $ follows", "$ x = 5 $")]
    [InlineData("the 3$^{rd}$ one", "$^{rd}$")]
    [InlineData(@"about 3$\times$5", @"$\times$")]
    [InlineData(@"$\$5$ each", @"$\$5$")]
    [InlineData(@"$x \text{ and $y$ }$", @"$x \text{ and $y$ }$")]
    [InlineData(@"It costs $5, and $x = 3$ holds.", "$x = 3$")]
    [InlineData("a line\nwith $x +\ny$ broken", "$x +\ny$")]
    [InlineData(@"so \(x\) and \[y\]", @"\(x\)|\[y\]")]
    [InlineData("$$x$$ and $y$", "$$x$$|$y$")]
    [InlineData(@"\begin{align*} a &= b \\ c &= d \end{align*} ends", @"\begin{align*} a &= b \\ c &= d \end{align*}")]
    public void Formulas_are_found(string text, string formulas)
    {
        var segments = TexText.Split(text);

        Assert.Equal(formulas.Split('|'), segments.Where(s => s.Kind != TexKind.Prose).Select(s => s.Text));
        Assert.Equal(text, string.Concat(segments.Select(s => s.Text)));
    }

    [Theory]
    [InlineData("$5 and $7")]
    [InlineData("between $5 and 10$ each")]
    [InlineData("$20,000 and USD$30,000")]
    [InlineData("He pays $5*3=$<<5*3=15>>15 and $2 for the bus.")]
    [InlineData("$5*3=$15 and ($10+$5)*2=$30")]
    [InlineData("$5 * 3 = $15")]
    [InlineData("$5/$10 or $5-$10, not $3.50, $4.50")]
    [InlineData("5$ and 7$, or 9 $ and 10 $.")]
    [InlineData("5$+5$=10$")]
    [InlineData("$12 million for the bus$")]
    [InlineData(@"\$5 and \$7")]
    [InlineData("A single $ sign, $$ twice")]
    [InlineData("$5\n\nA new paragraph about x$")]
    [InlineData("$\\frac{1}{2 is never closed")]
    [InlineData(@"\\(2) in a \\[1ex] break")]
    [InlineData("[asy] label(\"$A$\", (0,0)); [/asy]")]
    [InlineData("")]
    public void Text_that_is_no_mathematics_is_left_alone(string text)
    {
        Assert.All(TexText.Split(text), s => Assert.Equal(TexKind.Prose, s.Kind));
    }

    [Theory]
    [InlineData(@"\frac{14}{3}", true)]
    [InlineData("x^2+1", true)]
    [InlineData(@"so $\pi$", true)]
    [InlineData("42", false)]
    [InlineData("7 dollars", false)]
    [InlineData(@"\", false)]
    public void A_final_answer_may_be_a_formula_without_delimiters(string answer, bool isFormula)
    {
        Assert.Equal(isFormula, TexText.AnyAnswer([null, answer]));
    }

    [Fact]
    public void Delimiters_are_counted_so_that_a_script_can_cut_them_off()
    {
        Assert.Equal(
            [
                new TexSegment("$a$", TexKind.Inline, 1, 1),
                new TexSegment("$$b$$", TexKind.Display, 2, 2),
                new TexSegment(@"\(c\)", TexKind.Inline, 2, 2),
                new TexSegment(@"\[d\]", TexKind.Display, 2, 2),
            ],
            TexText.Split(@"$a$$$b$$\(c\)\[d\]")
        );
    }

    [Fact]
    public void A_beginning_is_cut_outside_of_formulas_and_characters()
    {
        Assert.Equal(@"Let $x + 1$…", TexText.Beginning(@"Let $x + 1$ be odd.", 6));
        Assert.Equal("Let $x$ b…", TexText.Beginning("Let $x$ be odd.", 9));
        Assert.Equal("a…", TexText.Beginning("a😀b", 2));
        Assert.Equal("short", TexText.Beginning("short", 5));
    }

    [Fact]
    public void What_is_longer_than_any_formula_is_prose()
    {
        Assert.Equal(TexKind.Prose, Assert.Single(TexText.Split($@"\({new string('x', TexText.Longest)}\)")).Kind);
        Assert.Equal(
            TexKind.Inline,
            Assert.Single(TexText.Split($@"\({new string('x', TexText.Longest - 10)}\)")).Kind
        );
        Assert.All(
            TexText.Split(string.Concat(Enumerable.Repeat(@"${ \( \[ [asy] ", 5_000))),
            s => Assert.Equal(TexKind.Prose, s.Kind)
        );
    }
}
