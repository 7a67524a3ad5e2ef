using System.Collections.Frozen;
using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>LaTeX commands and Unicode symbols as tokens.</summary>
internal static class MathCommands
{
    public const string InfinityName = "∞";
    public const string Reals = "ℝ";
    public const string EmptySet = "∅";

    private static readonly FrozenDictionary<string, MathToken> Commands = Read();

    private static readonly FrozenDictionary<char, string> Characters = new Dictionary<char, string>
    {
        ['π'] = "pi",
        ['∞'] = "infty",
        ['∪'] = "cup",
        ['∩'] = "cap",
        ['∖'] = "setminus",
        ['·'] = "cdot",
        ['⋅'] = "cdot",
        ['•'] = "cdot",
        ['∙'] = "cdot",
        ['×'] = "times",
        ['∗'] = "cdot",
        ['÷'] = "div",
        ['±'] = "pm",
        ['∓'] = "mp",
        ['≤'] = "leq",
        ['≦'] = "leq",
        ['⩽'] = "leq",
        ['≥'] = "geq",
        ['≧'] = "geq",
        ['⩾'] = "geq",
        ['≠'] = "neq",
        ['≈'] = "approx",
        ['≡'] = "equiv",
        ['∈'] = "in",
        ['∉'] = "notin",
        ['→'] = "to",
        ['°'] = "circ",
        ['∘'] = "circ",
        ['∅'] = "emptyset",
        ['⟨'] = "langle",
        ['⟩'] = "rangle",
        ['⌊'] = "lfloor",
        ['⌋'] = "rfloor",
        ['⌈'] = "lceil",
        ['⌉'] = "rceil",
        ['∠'] = "angle",
        ['△'] = "triangle",
        ['ℝ'] = "R",
        ['ℤ'] = "Z",
        ['ℕ'] = "N",
        ['ℚ'] = "Q",
        ['ℂ'] = "C",
        ['€'] = "euro",
        ['£'] = "pounds",
        ['¥'] = "yen",
        ['¢'] = "cent",
        ['₹'] = "rupee",
        ['₩'] = "won",
        ['α'] = "alpha",
        ['β'] = "beta",
        ['γ'] = "gamma",
        ['δ'] = "delta",
        ['ε'] = "epsilon",
        ['θ'] = "theta",
        ['λ'] = "lambda",
        ['μ'] = "mu",
        ['ρ'] = "rho",
        ['σ'] = "sigma",
        ['τ'] = "tau",
        ['φ'] = "phi",
        ['ω'] = "omega",
        ['Δ'] = "Delta",
        ['Ω'] = "Omega",
        ['Σ'] = "Sigma",
    }.ToFrozenDictionary();

    /// <summary>Commands whose argument looks different and means the same.</summary>
    private static readonly FrozenSet<string> Styles = Names(
        "mathbf bm boldsymbol pmb mathsf mathtt underline uline emph ensuremath boxed fbox framebox mathop mathord "
            + "mathstrut displaystyle textstyle scriptstyle large Large left right big Big bigg Bigg bigl bigr Bigl Bigr "
            + "biggl biggr middle limits nolimits bold bf it rm"
    );

    /// <summary>Commands that make another symbol out of their argument: <c>\bar{x}</c> is not x.</summary>
    private static readonly FrozenSet<string> Accents = Names(
        "bar hat vec tilde dot ddot overline overrightarrow overleftarrow widehat widetilde overset underset underbrace "
            + "overbrace mathcal mathfrak mathscr overparen wideparen stackrel"
    );

    private static readonly FrozenDictionary<string, MathToken>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Commands.GetAlternateLookup<ReadOnlySpan<char>>();

    public static MathToken? Command(ReadOnlySpan<char> name) => Lookup.TryGetValue(name, out var token) ? token : null;

    public static MathToken? Character(char c) =>
        c >= 128 && Characters.TryGetValue(c, out var name) ? Commands[name] : null;

    public static bool IsStyle(string name) => Styles.Contains(name);

    public static bool IsAccent(string name) => Accents.Contains(name);

    /// <summary>The set that a letter of <c>\mathbb</c> stands for.</summary>
    public static string? Set(string letter) =>
        letter switch
        {
            "R" => Reals,
            "Z" => "ℤ",
            "N" => "ℕ",
            "Q" => "ℚ",
            "C" => "ℂ",
            _ => null,
        };

    private static FrozenSet<string> Names(string names) => names.Split(' ').ToFrozenSet();

    private static FrozenDictionary<string, MathToken> Read()
    {
        var commands = new Dictionary<string, MathToken>
        {
            ["pi"] = new(TokenKind.Name, "pi", Expression.Pi),
            ["infty"] = new(TokenKind.Name, InfinityName, Expression.Symbol(InfinityName)),
            ["emptyset"] = new(TokenKind.Set, EmptySet),
            ["varnothing"] = new(TokenKind.Set, EmptySet),
            ["sqrt"] = new(TokenKind.Root),
            ["cup"] = new(TokenKind.SetOperator, "∪"),
            ["bigcup"] = new(TokenKind.SetOperator, "∪"),
            ["cap"] = new(TokenKind.SetOperator, "∩"),
            ["setminus"] = new(TokenKind.SetOperator, "∖"),
            ["smallsetminus"] = new(TokenKind.SetOperator, "∖"),
            ["backslash"] = new(TokenKind.SetOperator, "∖"),
            ["div"] = new(TokenKind.Operator, "/"),
            ["in"] = new(TokenKind.Relation, "∈"),
            ["notin"] = new(TokenKind.Relation, "∉"),
            ["to"] = new(TokenKind.Relation, "→"),
            ["rightarrow"] = new(TokenKind.Relation, "→"),
            ["langle"] = new(TokenKind.Open, "("),
            ["rangle"] = new(TokenKind.Close, ")"),
            ["lparen"] = new(TokenKind.Open, "("),
            ["rparen"] = new(TokenKind.Close, ")"),
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
            ["prime"] = new(TokenKind.Operator, "'"),
            ["bmod"] = new(TokenKind.Operator, "mod"),
            ["mod"] = new(TokenKind.Word, "mod"),
            ["pmod"] = new(TokenKind.Modulus),
            ["over"] = new(TokenKind.Between, "over"),
            ["choose"] = new(TokenKind.Between, "choose"),
            ["\\"] = new(TokenKind.Row),
            ["%"] = new(TokenKind.Unit, "%"),
            ["$"] = new(TokenKind.Unit, "$"),
            ["euro"] = new(TokenKind.Unit, "€"),
            ["pounds"] = new(TokenKind.Unit, "£"),
            ["yen"] = new(TokenKind.Unit, "¥"),
            ["cent"] = new(TokenKind.Unit, "¢"),
            ["rupee"] = new(TokenKind.Unit, "₹"),
            ["won"] = new(TokenKind.Unit, "₩"),
            ["angle"] = new(TokenKind.Word, "∠"),
            ["measuredangle"] = new(TokenKind.Word, "∠"),
            ["triangle"] = new(TokenKind.Word, "△"),
            ["top"] = new(TokenKind.Name, "⊤", Expression.Symbol("⊤")),
            ["intercal"] = new(TokenKind.Name, "⊤", Expression.Symbol("⊤")),
            ["R"] = new(TokenKind.Set, Reals),
            ["Z"] = new(TokenKind.Set, "ℤ"),
            ["N"] = new(TokenKind.Set, "ℕ"),
            ["Q"] = new(TokenKind.Set, "ℚ"),
            ["C"] = new(TokenKind.Set, "ℂ"),
        };
        Add("frac dfrac tfrac cfrac nicefrac", new(TokenKind.Fraction));
        Add("binom dbinom tbinom", new(TokenKind.Binomial));
        Add("cdot times ast", new(TokenKind.Operator, "*"));
        Add("pm", new(TokenKind.PlusMinus, "±"));
        Add("mp", new(TokenKind.PlusMinus, "∓"));
        Add("leq le leqslant leqq", new(TokenKind.Relation, "≤"));
        Add("geq ge geqslant geqq", new(TokenKind.Relation, "≥"));
        Add("lt", new(TokenKind.Relation, "<"));
        Add("gt", new(TokenKind.Relation, ">"));
        Add("neq ne", new(TokenKind.Relation, "≠"));
        Add("approx simeq", new(TokenKind.Relation, "≈"));
        Add("equiv", new(TokenKind.Relation, "≡"));
        Add("lvert rvert vert mid", new(TokenKind.Bar));
        Add("lVert rVert Vert |", new(TokenKind.Unknown, "‖"));
        Add("circ degree", new(TokenKind.Operator, "°"));
        Add("ldots dots cdots dotsc dotsb hdots", new(TokenKind.Ellipsis, "…"));
        Add("quad qquad enspace thinspace ! , ; : > # & ~ - /", new(TokenKind.Ignored));
        foreach (var name in "sum prod int oint lim".Split(' '))
        {
            commands[name] = new(TokenKind.Big, name);
        }
        foreach (
            var name in (
                "sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan arccot arcsec arccsc ln log exp lg det gcd lcm "
                + "max min"
            ).Split(' ')
        )
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
        return commands.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(string names, MathToken token)
        {
            foreach (var name in names.Split(' '))
            {
                commands[name] = token;
            }
        }
    }
}
