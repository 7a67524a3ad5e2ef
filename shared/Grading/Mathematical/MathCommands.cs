using System.Collections.Frozen;
using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>LaTeX commands and Unicode symbols as tokens.</summary>
internal static class MathCommands
{
    public const string InfinityName = "∞";
    public const string Degree = "°";

    private static readonly FrozenDictionary<string, MathToken> Commands = Read();

    private static readonly FrozenDictionary<char, string> Characters = new Dictionary<char, string>
    {
        ['π'] = "pi",
        ['√'] = "sqrt",
        ['∞'] = "infty",
        ['∪'] = "cup",
        ['·'] = "cdot",
        ['×'] = "times",
        ['∗'] = "cdot",
        ['÷'] = "div",
        ['−'] = "minus",
        ['–'] = "minus",
        ['±'] = "pm",
        ['∓'] = "pm",
        ['≤'] = "leq",
        ['⩽'] = "leq",
        ['≥'] = "geq",
        ['⩾'] = "geq",
        ['≠'] = "neq",
        ['≈'] = "approx",
        ['∈'] = "in",
        ['°'] = "circ",
        ['∘'] = "circ",
        ['∅'] = "emptyset",
        ['⟨'] = "langle",
        ['⟩'] = "rangle",
    }.ToFrozenDictionary();

    public static MathToken? Command(string name) => Commands.TryGetValue(name, out var token) ? token : null;

    public static MathToken? Character(char c) => Characters.TryGetValue(c, out var name) ? Commands[name] : null;

    private static FrozenDictionary<string, MathToken> Read()
    {
        var commands = new Dictionary<string, MathToken>
        {
            ["pi"] = new(TokenKind.Name, "pi", Expression.Pi),
            ["infty"] = new(TokenKind.Name, InfinityName, Expression.Symbol(InfinityName)),
            ["emptyset"] = new(TokenKind.Word, "emptyset"),
            ["varnothing"] = new(TokenKind.Word, "emptyset"),
            ["sqrt"] = new(TokenKind.Root),
            ["cup"] = new(TokenKind.Union, "∪"),
            ["cap"] = new(TokenKind.Union, "∩"),
            ["div"] = new(TokenKind.Operator, "/"),
            ["minus"] = new(TokenKind.Operator, "-"),
            ["setminus"] = new(TokenKind.Union, "∖"),
            ["backslash"] = new(TokenKind.Union, "∖"),
            ["in"] = new(TokenKind.Relation, "∈"),
            ["to"] = new(TokenKind.Relation, "→"),
            ["langle"] = new(TokenKind.Open, "("),
            ["rangle"] = new(TokenKind.Close, ")"),
            ["{"] = new(TokenKind.Open, "{"),
            ["}"] = new(TokenKind.Close, "}"),
            ["lbrace"] = new(TokenKind.Open, "{"),
            ["rbrace"] = new(TokenKind.Close, "}"),
            ["lbrack"] = new(TokenKind.Open, "["),
            ["rbrack"] = new(TokenKind.Close, "]"),
            ["lfloor"] = new(TokenKind.Open, "⌊"),
            ["rfloor"] = new(TokenKind.Close, "⌋"),
            ["lceil"] = new(TokenKind.Open, "⌈"),
            ["rceil"] = new(TokenKind.Close, "⌉"),
            ["colon"] = new(TokenKind.Operator, ":"),
            ["\\"] = new(TokenKind.Row),
        };
        Add("frac dfrac tfrac cfrac nicefrac", new(TokenKind.Fraction));
        Add("binom dbinom tbinom", new(TokenKind.Binomial));
        Add("cdot times ast", new(TokenKind.Operator, "*"));
        Add("pm mp", new(TokenKind.PlusMinus));
        Add("leq le leqslant leqq", new(TokenKind.Relation, "≤"));
        Add("geq ge geqslant geqq", new(TokenKind.Relation, "≥"));
        Add("lt", new(TokenKind.Relation, "<"));
        Add("gt", new(TokenKind.Relation, ">"));
        Add("neq ne", new(TokenKind.Relation, "≠"));
        Add("approx simeq", new(TokenKind.Relation, "≈"));
        Add("equiv", new(TokenKind.Relation, "≡"));
        Add("lvert rvert vert mid lVert rVert Vert |", new(TokenKind.Bar));
        // A degree sign, like a unit, does not affect the number.
        Add("circ degree", new(TokenKind.Ignored, Degree));
        Add(
            "left right big Big bigg Bigg bigl bigr Bigl Bigr middle displaystyle textstyle limits",
            new(TokenKind.Ignored)
        );
        Add("quad qquad enspace thinspace ! , ; : > cdots $ % # & hspace phantom", new(TokenKind.Ignored));
        foreach (
            var name in "sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan arccot arcsec arccsc ln log exp".Split(
                ' '
            )
        )
        {
            commands[name] = new(TokenKind.Function, name);
        }
        foreach (var name in "lg det gcd lcm max min deg dim ker arg".Split(' '))
        {
            commands[name] = new(TokenKind.Function, name);
        }
        foreach (
            var name in (
                "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi rho sigma "
                + "tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega ell hbar"
            ).Split(' ')
        )
        {
            commands[name] = new(TokenKind.Name, name, Expression.Symbol("\\" + name));
        }
        return commands.ToFrozenDictionary();

        void Add(string names, MathToken token)
        {
            foreach (var name in names.Split(' '))
            {
                commands[name] = token;
            }
        }
    }
}
