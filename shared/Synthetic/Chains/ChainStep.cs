namespace Platform.Synthetic.Chains;

/// <summary>An instruction of a problem.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Instruction">Its kind.</param>
/// <param name="Values">Values of the parameters.</param>
internal sealed record ChainStep(int Number, Instruction Instruction, IReadOnlyList<int> Values)
{
    /// <summary>
    /// What it means for an amount; null if it does not fit, or if an author who misunderstands it writes the same lines or
    /// leaves the range.
    /// </summary>
    public (IReadOnlyList<string> Lines, int Result)? Right(int amount) =>
        Instruction.Fits(amount, Values)
        && Operation.Work(Number, Instruction.Right(Values), amount) is { Result: >= 2 and <= 60 } right
        && Misunderstood(amount) is { } wrong
        && !right.Lines.SequenceEqual(wrong.Lines)
            ? right
            : null;

    /// <summary>
    /// What an author writes who understands it right or wrong; null if a number leaves the range. The amount may be one
    /// that the problem does not have.
    /// </summary>
    public (IReadOnlyList<string> Lines, int Result)? Written(int amount, bool misunderstood) =>
        misunderstood ? Misunderstood(amount) : Operation.Work(Number, Instruction.Right(Values), amount);

    private (IReadOnlyList<string> Lines, int Result)? Misunderstood(int amount) =>
        Operation.Work(Number, Instruction.Misconception(Values), amount);
}
