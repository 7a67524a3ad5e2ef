namespace Platform.Grading.Prm800k;

/// <summary>What the reference's reader knows about a LaTeX environment.</summary>
internal readonly record struct LatexEnvironment(string Arguments, bool IsMaths, bool IsIndented, bool IsMatrix)
{
    public static LatexEnvironment Named(string name) =>
        name switch
        {
            "array" => new("[{", false, false, true),
            "pmatrix" or "bmatrix" or "smallmatrix" or "psmallmatrix" or "bsmallmatrix" => new("", false, false, true),
            "tabular" => new("{", false, false, false),
            "tabular*" => new("{{", false, false, false),
            "tabularx" => new("{[{", false, false, false),
            "equation" or "equation*" or "align" or "align*" or "gather" or "gather*" => new("", true, true, false),
            "eqnarray" or "eqnarray*" or "multline" or "multline*" => new("", true, true, false),
            "alignat" or "alignat*" => new("{", true, false, false),
            "flalign" or "flalign*" or "split" => new("", true, false, false),
            "center" or "flushleft" or "flushright" => new("", false, true, false),
            _ => new("", false, false, false),
        };
}
