namespace Platform.Grading.Mathematical;

/// <summary>What adjacent letters are.</summary>
internal enum LetterRunKind
{
    /// <summary>A product of letters.</summary>
    Factors,

    Word,
    Unit,

    /// <summary>A function, possibly with the letters of its argument.</summary>
    Function,

    /// <summary>Pi or infinity.</summary>
    Constant,

    /// <summary>An "or" with the next name directly behind it.</summary>
    Alternative,
}
