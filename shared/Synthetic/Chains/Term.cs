namespace Platform.Synthetic.Chains;

/// <summary>An operand of a line: a number, the amount before the instruction, or the result of the line before.</summary>
internal readonly record struct Term
{
    private enum Source
    {
        Number,
        Amount,
        Result,
    }

    private readonly Source _source;
    private readonly int _number;

    private Term(Source source, int number) => (_source, _number) = (source, number);

    /// <summary>The amount before the instruction.</summary>
    public static Term Amount { get; } = new(Source.Amount, 0);

    /// <summary>The result of the instruction's line before.</summary>
    public static Term Result { get; } = new(Source.Result, 0);

    public static implicit operator Term(int number) => new(Source.Number, number);

    public int Value(int amount, int result) =>
        _source switch
        {
            Source.Amount => amount,
            Source.Result => result,
            _ => _number,
        };
}
