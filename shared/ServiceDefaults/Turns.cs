namespace Platform.ServiceDefaults;

/// <summary>
/// Takes turns between interactive and bulk work that wait for the same thing, so that interactive work goes first and bulk
/// work still gets its share. While both wait, every unit of interactive work earns bulk work (1 - share) / share units;
/// bulk work has its turn when it has earned as many units as its next piece needs.
/// </summary>
/// <param name="share">The share of interactive work while both wait, in (0, 1).</param>
public sealed class Turns(double share)
{
    private readonly double _earned = (1 - share) / share;
    private double _credit;

    /// <summary>Whether bulk work is next. What it has earned is forgotten when none of it waits any more.</summary>
    /// <param name="interactive">Units of the next piece of interactive work; null if none waits.</param>
    /// <param name="bulk">Units of the next piece of bulk work; null if none waits.</param>
    public bool IsBulk(long? interactive, long? bulk)
    {
        if (bulk is not { } wanted)
        {
            _credit = 0;
            return false;
        }

        if (interactive is not { } first)
        {
            return true;
        }

        if (_credit >= wanted)
        {
            _credit -= wanted;
            return true;
        }

        _credit += first * _earned;
        return false;
    }
}
