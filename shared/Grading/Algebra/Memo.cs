namespace Platform.Grading.Algebra;

/// <summary>
/// A few recent values of a function of a real number. A symbol stands for the same numbers in every comparison, so most
/// arguments recur. Not thread-safe: each thread has its own.
/// </summary>
internal sealed class Memo<T>(Func<Real, T> function)
{
    private const int Size = 512;
    private readonly (Real Argument, T Value, bool IsKnown)[] entries = new (Real, T, bool)[Size];

    public T Of(Real argument)
    {
        ref var entry = ref entries[(uint)argument.GetHashCode() % Size];
        if (!entry.IsKnown || entry.Argument != argument)
        {
            // The function may need a value of its own in between.
            var value = function(argument);
            entry = (argument, value, true);
        }
        return entry.Value;
    }
}
